import { z } from 'zod';
import { endpoint, instant } from '../endpoint.ts';

const days = z.int().min(1).max(36_500);

export const retentionInput = z.strictObject({
  signalDays: days.nullable().describe('How long raw signals are kept; null: as the setting of the server says'),
  historyDays: days
    .nullable()
    .describe(
      'How long the details of pages and alerts are kept after their end; null: as the setting of the server says',
    ),
});
export type RetentionInput = z.output<typeof retentionInput>;

/** What takes room, by the kind of data. */
export const retainedKinds = [
  'signals',
  'history',
  'alerts',
  'events',
  'deliveries',
  'securityEvents',
  'rest',
] as const;
export type RetainedKind = (typeof retainedKinds)[number];

const retention = z
  .object({
    ...retentionInput.shape,
    usual: z.object({ signalDays: days, historyDays: days }).describe('What the settings of this server say'),
    items: z.array(
      z.object({
        kind: z.enum(retainedKinds),
        days: days.nullable().describe('How long it is kept; null: forever'),
        rowCount: z.number().int().describe('About how many rows there are, by the statistics of the database'),
        bytes: z.number().int().describe('The room they take with their indexes'),
      }),
    ),
    version: z.number().int().describe('0 until somebody has edited it'),
  })
  .meta({ id: 'Retention', description: 'How long each kind of data is kept, and how much room it takes.' });
export type Retention = z.output<typeof retention>;

export const readRetention = endpoint({
  name: 'readRetention',
  method: 'GET',
  path: '/api/v1/retention',
  permission: 'platform.read',
  summary: 'How long each kind of data is kept, and how much room it takes',
  tag: 'platform',
  output: retention,
});

export const updateRetention = endpoint({
  name: 'updateRetention',
  method: 'PUT',
  path: '/api/v1/retention',
  permission: 'platform.manage',
  summary: 'Choose how long data is kept; send If-Match to guard against lost edits',
  tag: 'platform',
  body: retentionInput,
  output: retention,
});

/** A preview counts no further: more is more than anybody reads. */
export const mostPreviewed = 100_000;

export const previewRetention = endpoint({
  name: 'previewRetention',
  method: 'GET',
  path: '/api/v1/retention/preview',
  permission: 'platform.read',
  summary: 'What would be removed at once if data were kept for so many days',
  tag: 'platform',
  query: z.object({ signalDays: z.coerce.number().pipe(days), historyDays: z.coerce.number().pipe(days) }),
  output: z.object({
    signals: z.number().int().describe(`Requests of senders, counted up to ${mostPreviewed}`),
    signalsBefore: instant,
    pages: z.number().int().describe(`Pages whose details would go, counted up to ${mostPreviewed}`),
    pagesBefore: instant,
  }),
});
