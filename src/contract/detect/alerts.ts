import { z } from 'zod';
import { csvType, endpoint, id, idParams, instant, instantInput, listOf, matchCount, pageQuery } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { change } from './changes.ts';
import { condition } from './conditions.ts';
import { understoodSignal } from './sources.ts';

export const alertStates = ['triggered', 'acknowledged', 'resolved'] as const;

export const alert = z
  .object({
    id,
    state: z.enum(alertStates),
    severity: z.number().int(),
    title: z.string(),
    labels: z.record(z.string(), z.string()).describe('In lists, labels of more than 8 KiB are left out'),
    sourceId: id,
    sourceName: z.string(),
    serviceId: id.nullable(),
    serviceName: z.string().nullable(),
    suppressedReason: z.string().nullable().describe('Why it pages nobody'),
    suppressedUntil: instant.nullable(),
    notPagedBecause: z
      .string()
      .nullable()
      .describe('Why it paged nobody, as in `/alerts/:id/paging`; null when it did, or has not been decided'),
    triggeredAt: instant,
    lastSignalAt: instant,
    signalCount: z.number().int(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: actorName.nullable(),
    resolvedAt: instant.nullable(),
    resolvedBy: actorName.nullable(),
  })
  .meta({ id: 'Alert', description: 'The deduplicated condition behind signals: a source and its dedup key.' });
export type Alert = z.output<typeof alert>;

export const routeExplanation = z.object({
  routeId: id,
  name: z.string(),
  result: z.enum(['taken', 'failed', 'disabled', 'not-reached']),
  failed: z.object({ condition, actual: z.string().nullable() }).nullable(),
});

const alertEvent = z.object({
  id,
  at: instant,
  kind: z.string(),
  actor: actorName,
  data: z.record(z.string(), z.unknown()),
});

export const alertStory = alert
  .extend({
    dedupKey: z.string(),
    description: z.string(),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
    images: z.array(z.object({ src: z.string(), href: z.string().nullable(), alt: z.string() })),
    groupKey: z.string().nullable(),
    occurredAt: instant.nullable(),
    expiresAt: instant.nullable(),
    route: z.object({ id, name: z.string() }).nullable(),
    explanation: z.array(routeExplanation).describe('Why it was routed here, route by route'),
    events: z.array(alertEvent).describe('What happened to it, oldest first; the latest 200'),
    earlier: z
      .object({ count: z.number().int(), items: z.array(alert) })
      .describe('Earlier alerts of the same source and key: how many (counted up to 1,000) and the latest five'),
    changes: z
      .array(change)
      .describe('Changes of its service, or of no known service, in the two hours before it; the latest 20'),
  })
  .meta({ id: 'AlertStory', description: 'An alert with what led to it and what happened since.' });

/** An alert as lists show it: with the page it stands in, and how many others stand there with it. */
export const listedAlert = alert
  .extend({
    page: z
      .object({
        id,
        state: z.enum(['open', 'acknowledged', 'resolved']),
        snoozedUntil: instant.nullable(),
        alertCount: z.number().int(),
      })
      .nullable()
      .describe('The latest page it belongs to, with how many alerts are on it; null when it is on none'),
  })
  .meta({ id: 'ListedAlert', description: 'An alert with the page it belongs to.' });
export type ListedAlert = z.output<typeof listedAlert>;

const severityFilter = z.coerce.number().int().min(1).max(5);
const labelFilter = z
  .string()
  .min(1)
  .max(300)
  .refine((label) => !label.includes('\u0000'), 'The NUL character is not allowed.');

/** What narrows the list of alerts, its count and its export alike. */
const alertFilter = {
  state: z
    .enum(['open', 'suppressed', ...alertStates, 'all'])
    .default('open')
    .describe('`open` is triggered or acknowledged; `suppressed` is open and pages nobody'),
  serviceId: id.optional(),
  teamId: id.optional().describe('Alerts of the services of this team'),
  sourceId: id.optional(),
  severity: z.union([severityFilter, z.array(severityFilter).max(5)]).optional(),
  acknowledgedById: id.optional().describe('The person who acknowledged it'),
  label: z
    .union([labelFilter, z.array(labelFilter).max(5)])
    .optional()
    .describe('`name=value`, or `name` for any value; several must all match'),
  text: z.string().trim().min(1).max(200).optional().describe('Part of the title, in any letter case'),
  triggeredFrom: instantInput.optional(),
  triggeredBefore: instantInput.optional(),
};

export const alertOrders = ['newest', 'oldest', 'severity'] as const;
const order = {
  sort: z
    .enum(alertOrders)
    .default('newest')
    .describe('`severity`: the most severe first, the newest first among equals; for open alerts only'),
};

export const listAlerts = endpoint({
  name: 'listAlerts',
  method: 'GET',
  path: '/api/v1/alerts',
  permission: 'alerts.read',
  summary: 'List alerts, newest first; a page of a narrow filter may be short and still have a next one',
  tag: 'alerts',
  query: pageQuery.extend({ ...alertFilter, ...order }),
  output: listOf(listedAlert),
});

export const countMatchingAlerts = endpoint({
  name: 'countMatchingAlerts',
  method: 'GET',
  path: '/api/v1/alerts/count',
  permission: 'alerts.read',
  summary: 'Count the alerts that a filter matches',
  tag: 'alerts',
  query: z.strictObject(alertFilter),
  output: matchCount,
});

export const exportAlerts = endpoint({
  name: 'exportAlerts',
  method: 'GET',
  path: '/api/v1/alerts.csv',
  permission: 'alerts.read',
  summary: 'Export the alerts that a filter matches as CSV',
  tag: 'alerts',
  query: z.strictObject({ ...alertFilter, ...order }),
  output: z.string(),
  contentType: csvType,
});

export const countAlerts = endpoint({
  name: 'countAlerts',
  method: 'GET',
  path: '/api/v1/alerts/counts',
  permission: 'alerts.read',
  summary: 'Count the open alerts by state and severity',
  tag: 'alerts',
  output: z.object({
    items: z.array(
      z.object({
        state: z.enum(['triggered', 'acknowledged']),
        severity: z.number().int(),
        isSuppressed: z.boolean(),
        count: z.number().int(),
      }),
    ),
    isComplete: z.boolean().describe('False when only the newest 10,000 open alerts were counted'),
  }),
});

export const getAlert = endpoint({
  name: 'getAlert',
  method: 'GET',
  path: '/api/v1/alerts/:id',
  permission: 'alerts.read',
  summary: 'Read one alert with its timeline',
  tag: 'alerts',
  params: idParams,
  output: alertStory,
});

export const listAlertSignals = endpoint({
  name: 'listAlertSignals',
  method: 'GET',
  path: '/api/v1/alerts/:id/signals',
  permission: 'alerts.read',
  summary: 'List signals behind an alert, newest first: the first, the last and the latest found between them',
  tag: 'alerts',
  params: idParams,
  output: z.object({
    items: z.array(z.object({ position: z.string(), receivedAt: instant, signal: understoodSignal })),
  }),
});
