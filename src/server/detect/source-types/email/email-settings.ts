import { z } from 'zod';
import type { SignalAction } from '../../../../domain/detect/signal.ts';
import { genericSettings } from '../generic/generic-settings.ts';
import { type CommonSettings, commonFields, commonSettings, type SettingsField } from '../settings.ts';
import { faultOfKeyPattern } from './key-pattern.ts';

const patterns = z.array(z.string().trim().min(1).max(200)).max(50).optional();

export const emailSettings = commonSettings.extend({
  opens: patterns,
  closes: patterns,
  ignores: patterns,
  keyPattern: z
    .string()
    .trim()
    .max(200)
    .superRefine((pattern, ctx) => {
      const fault = pattern === '' ? null : faultOfKeyPattern(pattern);
      if (fault !== null) ctx.addIssue({ code: 'custom', message: fault });
    })
    .optional(),
  separateSenders: z.boolean().optional(),
  ignoreLists: z.boolean().optional(),
  authenticatedBy: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._-]*$/, 'The name of a server, such as mx.example.org')
    .max(200)
    .optional(),
  stateMap: genericSettings.shape.stateMap,
});

export type EmailSettings = CommonSettings & {
  opens?: string[] | undefined;
  closes?: string[] | undefined;
  ignores?: string[] | undefined;
  keyPattern?: string | undefined;
  separateSenders?: boolean | undefined;
  ignoreLists?: boolean | undefined;
  authenticatedBy?: string | undefined;
  stateMap?: Record<string, SignalAction> | undefined;
};

const where = 'Texts in the subject or the body; * stands for anything. Letter case does not count.';

export const emailFields: SettingsField[] = [
  {
    key: 'closes',
    label: 'Resolves',
    kind: 'text-list',
    help: `${where} Usual words such as RESOLVED, OK or RECOVERY need no entry.`,
  },
  { key: 'opens', label: 'Is an alert', kind: 'text-list', help: `${where} For what would be taken for good news.` },
  { key: 'ignores', label: 'Is nothing', kind: 'text-list', help: `${where} Kept, and no alert.` },
  {
    key: 'keyPattern',
    label: 'Dedup key',
    kind: 'text',
    help: 'The whole subject, with {key} where it names the condition and * for what changes, such as [*] {key} (#*). Without it the subject counts, without states, times and numbers of tickets.',
  },
  {
    key: 'separateSenders',
    label: 'Keep senders apart',
    kind: 'switch',
    help: 'The same subject from two addresses is two alerts.',
  },
  {
    key: 'ignoreLists',
    label: 'Ignore mailing lists',
    kind: 'switch',
    help: 'For an address that is subscribed to lists. Leave it off where alerts come through a group address.',
  },
  {
    key: 'authenticatedBy',
    label: 'Mail server that checks senders',
    kind: 'text',
    help: 'Its name in Authentication-Results, such as mx.example.org. What it found becomes the labels spf, dkim and dmarc. Nothing is rejected for it.',
  },
  {
    key: 'stateMap',
    label: 'State words',
    kind: 'action-map',
    help: 'What each of the sender’s words means. Usual words such as firing, ok or resolved need no entry.',
  },
  ...commonFields,
];
