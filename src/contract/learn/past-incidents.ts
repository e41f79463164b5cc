/** The past: incidents of another tool, as kind `imported`. They are history: nobody is paged and nothing leaves. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { severities } from '../severity.ts';
import { mostMarkdown } from './postmortems.ts';

/** How many incidents one request carries. */
export const mostPastIncidents = 200;

const when = instantInput.nullable().default(null);
const externalId = line(200).describe('What the other tool calls it; never imported twice from the same source');

export const pastPostmortem = z.strictObject({
  markdown: text(mostMarkdown).default(''),
  isRequired: z
    .boolean()
    .default(false)
    .describe('It counts for the share of completed postmortems; nobody is reminded of one that is missing'),
  dueAt: when,
  completedAt: when,
  factorKeys: z.array(line(63)).max(50).default([]).describe('Contributing factors'),
});

export const pastIncident = z
  .strictObject({
    externalId,
    title: line(200),
    summary: text(20_000).default(''),
    severity: z.literal(severities),
    peakSeverity: z.literal(severities).nullable().default(null).describe('Null: the severity'),
    isFalseAlarm: z.boolean().default(false),
    foundBy: z.enum(['machine', 'staff', 'customer']).nullable().default(null),
    customerImpact: text(5_000).default(''),
    customersAffected: z.int().min(0).max(2_000_000_000).nullable().default(null),
    serviceIds: z.array(id).max(100).default([]),
    impactStartedAt: when,
    detectedAt: when,
    alertedAt: when,
    acknowledgedAt: when,
    declaredAt: instantInput,
    commanderAssignedAt: when,
    firstPublicAt: when,
    mitigatedAt: when,
    resolvedAt: instantInput.describe('Only what is over is past'),
    closedAt: when,
    recurrenceOf: externalId.nullable().default(null).describe('An earlier incident from the same source'),
    postmortem: pastPostmortem.nullable().default(null),
  })
  .meta({ id: 'PastIncident', description: 'An incident of another tool that is over.' });
export type PastIncident = z.output<typeof pastIncident>;
export type PastIncidentInput = z.input<typeof pastIncident>;

const source = line(60).describe('Where they come from, such as `opsgenie`; with the external id it names an incident');
const batch = z.array(pastIncident).min(1).max(mostPastIncidents);

const outcome = z.object({
  externalId: z.string(),
  outcome: z.enum(['taken', 'duplicate', 'refused']),
  incident: z.object({ id, key: z.string() }).nullable().describe('Null when refused, and before it is imported'),
  reasons: z.array(z.string()).describe('Why it is refused, or what is odd about it'),
});
export type PastIncidentOutcome = z.output<typeof outcome>;

const settings = z
  .record(z.string().max(100), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 100_000, 'These settings are too long.')
  .describe('How the file was read, kept for the next one');

export const incidentImport = z
  .object({
    id,
    source: z.string(),
    fileName: z.string(),
    state: z.enum(['open', 'finished', 'undone']),
    settings,
    importedCount: z.number().int(),
    duplicateCount: z.number().int(),
    refusedCount: z.number().int(),
    remainingCount: z.number().int().describe('Imported incidents that are still here'),
    startedBy: actorName,
    startedAt: instant,
    finishedAt: instant.nullable(),
    undoneAt: instant.nullable(),
  })
  .meta({ id: 'IncidentImport', description: 'Past incidents that came together, and go together.' });
export type IncidentImport = z.output<typeof incidentImport>;

const common = { tag: 'incidents', permission: 'incidents.manage' } as const;
const path = '/api/v1/incident-imports';

export const listIncidentImports = endpoint({
  ...common,
  name: 'listIncidentImports',
  method: 'GET',
  path,
  summary: 'List imports of past incidents, newest first',
  query: pageQuery.extend({ source: source.optional() }),
  output: listOf(incidentImport),
});

export const checkPastIncidents = endpoint({
  ...common,
  name: 'checkPastIncidents',
  method: 'POST',
  path: `${path}/check`,
  summary: 'Say what an import of these incidents would do; nothing is saved',
  body: z.strictObject({ source, incidents: batch }),
  output: z.object({ items: z.array(outcome) }),
});

export const startIncidentImport = endpoint({
  ...common,
  name: 'startIncidentImport',
  method: 'POST',
  path,
  summary: 'Start an import of past incidents, or go on with the open one of the same source',
  body: z.strictObject({ source, fileName: line(255), settings: settings.default({}) }),
  output: incidentImport,
});

export const addPastIncidents = endpoint({
  ...common,
  name: 'addPastIncidents',
  method: 'POST',
  path: `${path}/:id/incidents`,
  summary: 'Import incidents; one that is here already stays as it is',
  params: idParams,
  body: z.strictObject({ incidents: batch }),
  output: z.object({ items: z.array(outcome) }),
});

export const finishIncidentImport = endpoint({
  ...common,
  name: 'finishIncidentImport',
  method: 'POST',
  path: `${path}/:id/finish`,
  summary: 'Finish an import; it can still be undone',
  params: idParams,
  body: z.strictObject({ unreadableCount: z.int().min(0).default(0).describe('Rows that could not be sent at all') }),
  output: incidentImport,
});

export const undoIncidentImport = endpoint({
  ...common,
  name: 'undoIncidentImport',
  method: 'POST',
  path: `${path}/:id/undo`,
  summary: 'Remove the incidents of an import, at most 500 at once: call it until `isDone`',
  params: idParams,
  body: z.strictObject({
    afterId: id.nullable().default(null).describe('`lastId` of the call before'),
  }),
  output: z.object({
    removedCount: z.number().int(),
    kept: z.array(named.extend({ because: z.string() })).describe('What people have built on since'),
    lastId: id.nullable(),
    isDone: z.boolean(),
    import: incidentImport,
  }),
});
