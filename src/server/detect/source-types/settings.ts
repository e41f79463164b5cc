import { z } from 'zod';
import { severity } from '../../../contract/severity.ts';
import type { Severity } from '../../../domain/severity.ts';

/** Describes one setting so that a form can be drawn for a source type nobody taught the web about. */
export type SettingsField = {
  key: string;
  label: string;
  kind: 'text' | 'seconds' | 'switch' | 'severity' | 'severity-map' | 'action-map' | 'text-list';
  help: string;
};

export const commonSettings = z.object({
  /** For signals that carry no severity we understand. */
  defaultSeverity: severity.optional(),
  /** The sender's words for severities, stored in lower case because they are looked up so. */
  severityMap: lowerCaseMap(severity).optional(),
});

export type CommonSettings = {
  defaultSeverity?: Severity | undefined;
  severityMap?: Record<string, Severity> | undefined;
};

export const commonFields: SettingsField[] = [
  {
    key: 'defaultSeverity',
    label: 'Severity when none is sent',
    kind: 'severity',
    help: 'Used for signals without a severity or with one that is not understood.',
  },
  {
    key: 'severityMap',
    label: 'Severity words',
    kind: 'severity-map',
    help: 'Which severity each of the sender’s words means. The usual words such as critical or warning need no entry.',
  },
];

/** A map from a sender's words, any letter case, to values; keys come out trimmed and in lower case. */
export function lowerCaseMap<Value extends z.ZodType>(value: Value) {
  return z
    .record(z.string().min(1).max(100), value)
    .refine((map) => Object.keys(map).length <= 200, 'At most 200 words.')
    .transform((map) =>
      Object.fromEntries(Object.entries(map).map(([word, mapped]) => [word.trim().toLowerCase(), mapped])),
    );
}
