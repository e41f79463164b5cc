/** An incident as a whole: declaring, listing, reading and deciding about it. What happens inside is `incident-room.ts`. */
import { z } from 'zod';
import {
  csvType,
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  matchCount,
  pageQuery,
  text,
} from '../endpoint.ts';
import { severity } from '../severity.ts';
import { actorName } from './pages.ts';
import { roleKeys, severityRule } from './severities.ts';

export const lifecycles = ['triage', 'active', 'stable', 'resolved', 'closed'] as const;
export const incidentKinds = ['real', 'drill', 'test', 'imported'] as const;

/** In the order in which they usually come. */
export const instantKeys = [
  'impactStartedAt',
  'detectedAt',
  'alertedAt',
  'acknowledgedAt',
  'declaredAt',
  'commanderAssignedAt',
  'firstPublicAt',
  'mitigatedAt',
  'resolvedAt',
  'closedAt',
] as const;

const named = z.object({ id, name: z.string() });

export const instants = z
  .object({
    impactStartedAt: instant.nullable(),
    detectedAt: instant.nullable(),
    alertedAt: instant.nullable().describe('The first page was handed to a channel'),
    acknowledgedAt: instant.nullable(),
    declaredAt: instant,
    commanderAssignedAt: instant.nullable().describe('Somebody commanded for the first time'),
    firstPublicAt: instant.nullable(),
    mitigatedAt: instant.nullable().describe('Customers stop feeling it'),
    resolvedAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'IncidentInstants', description: 'What an incident is measured by.' });

export const updateAudiences = ['public', 'executives', 'responders', 'support'] as const;
export const updateStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;

export const incident = z
  .object({
    id: id.describe('The number people say: 42 of INC-42'),
    key: z.string().describe('INC-42'),
    title: z.string(),
    summary: z.string(),
    severity: z.number().int(),
    peakSeverity: z.number().int(),
    kind: z.enum(incidentKinds),
    lifecycle: z.enum(lifecycles),
    isFalseAlarm: z.boolean(),
    foundBy: z.enum(['machine', 'staff', 'customer']).nullable().describe('Who noticed first'),
    declaredBy: actorName,
    services: z.array(named),
    commander: named.nullable(),
    customerImpact: z.string(),
    customersAffected: z.number().int().nullable(),
    isVisibleToCustomers: z.boolean(),
    isSeverityDisputed: z.boolean().describe('Flagged for review after the incident'),
    slowerPublicUpdateMinutes: z.number().int().nullable(),
    conferenceUrl: z.string().nullable(),
    instants,
    updateDueAt: instant.nullable().describe('When the next update is due; overdue when this has passed'),
    publicStatus: z
      .enum(updateStatuses)
      .nullable()
      .describe('The status last published to customers; null: none. It stays until another update is published'),
    reopenedAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Incident', description: 'The coordinated response to something broken.' });
export type Incident = z.output<typeof incident>;

const roleHolding = z.object({
  role: z.enum(roleKeys),
  person: named,
  assumedAt: instant,
  assignedBy: actorName,
  offeredTo: named.nullable().describe('Offered the role, has not accepted yet'),
  offeredAt: instant.nullable(),
  renouncedAt: instant.nullable(),
});

export const incidentTask = z
  .object({
    id,
    title: z.string(),
    owner: named.nullable(),
    dueAt: instant.nullable(),
    doneAt: instant.nullable(),
    doneBy: actorName.nullable(),
    createdBy: actorName,
    createdAt: instant,
  })
  .meta({ id: 'IncidentTask' });
export type IncidentTask = z.output<typeof incidentTask>;

export const incidentUpdate = z
  .object({
    id,
    audience: z.enum(updateAudiences),
    status: z.enum(updateStatuses),
    text: z.string().describe('Markdown'),
    nextUpdateAt: instant.nullable(),
    author: actorName,
    approvedBy: actorName.nullable(),
    at: instant,
  })
  .meta({ id: 'IncidentUpdate', description: 'An update and its audience. Never changed.' });
export type IncidentUpdate = z.output<typeof incidentUpdate>;

export const timelineEvent = z
  .object({
    id,
    at: instant.describe('When it happened'),
    recordedAt: instant,
    kind: z
      .string()
      .describe('declared, lifecycle, severity, role, task, update, checklist, alert, page, instant, reminder, note …'),
    text: z.string(),
    isKey: z.boolean(),
    actor: actorName,
    data: z.record(z.string(), z.unknown()),
    original: z.object({ text: z.string(), at: instant }).nullable().describe('How it read before the first edit'),
    editedAt: instant.nullable(),
    editedBy: actorName.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.output<typeof timelineEvent>;

export const presentPerson = z.object({ person: named, seenAt: instant });

const linkedAlert = z.object({
  id,
  title: z.string(),
  severity: z.number().int(),
  state: z.enum(['triggered', 'acknowledged', 'resolved']),
  sourceName: z.string(),
  service: named.nullable(),
  triggeredAt: instant,
  resolvedAt: instant.nullable(),
  linkedAt: instant,
});

const incidentPage = z.object({
  id,
  title: z.string(),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  severity: z.number().int(),
  policyName: z.string().nullable(),
  openedAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: actorName.nullable(),
});

export const unpaged = z
  .object({
    whom: z.string(),
    because: z.string(),
    mend: z.object({ text: z.string(), path: z.string().nullable() }),
  })
  .meta({ id: 'Unpaged', description: 'Somebody whom the severity wants paged and for whom nobody was reached.' });
export type Unpaged = z.output<typeof unpaged>;

export const incidentRoom = incident
  .extend({
    rule: severityRule.describe('Roles the severity requires'),
    roles: z.array(roleHolding).describe('Who holds what now'),
    formerRoles: z.array(roleHolding).describe('Who held what before, newest first; the latest 100'),
    missingRoles: z.array(z.enum(roleKeys)),
    tasks: z.array(incidentTask).describe('Open ones first; at most 200'),
    checklist: z.object({
      protocolName: z.string(),
      items: z.array(
        z.object({
          id: z.string(),
          phase: z.string(),
          text: z.string(),
          by: z.enum(roleKeys),
          dueAt: instant.nullable(),
          state: z.enum(['done', 'late', 'open']),
          tickedAt: instant.nullable(),
          tickedBy: actorName.nullable(),
        }),
      ),
    }),
    timers: z
      .array(
        z.object({
          key: z.enum(['public-update', 'internal-update', 'commander', 'handover']),
          dueAt: instant,
          overdue: z.boolean(),
        }),
      )
      .describe('Soonest first'),
    prompts: z.array(z.object({ key: z.string(), text: z.string(), advice: z.string() })),
    updates: z.array(incidentUpdate).describe('Newest first; the latest 20'),
    alerts: z.array(linkedAlert).describe('Open and most severe first; at most 100'),
    alertCount: z.number().int(),
    pages: z.array(incidentPage).describe('Of the incident and of its alerts, newest first; at most 50'),
    unpaged: z.array(unpaged).describe('For whom nobody was paged, as long as that is so'),
    severityChanges: z
      .array(
        z.object({
          from: z.number().int(),
          to: z.number().int(),
          reason: z.string(),
          actor: actorName,
          at: instant,
        }),
      )
      .describe('Oldest first; the latest 50'),
    corrections: z
      .array(
        z.object({
          name: z.enum(instantKeys),
          from: instant.nullable(),
          to: instant.nullable(),
          reason: z.string(),
          actor: actorName,
          at: instant,
        }),
      )
      .describe('Oldest first; the latest 100'),
    instantWarnings: z.array(z.string()).describe('Orders of instants that are possible but odd'),
    nextLifecycles: z.array(z.enum(lifecycles)),
    present: z.array(presentPerson),
  })
  .meta({ id: 'IncidentRoom', description: 'Everything that a war room shows, but the timeline.' });
export type IncidentRoom = z.output<typeof incidentRoom>;

export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'Use an address that starts with https:// or http://.' })
  .max(2_000);

export const declareInput = z.strictObject({
  title: line(200).optional().describe('In words a customer would use; left out, the title of the first alert'),
  severity: severity.optional().describe('Left out, that of the most severe alert, else 3'),
  summary: text(10_000).default(''),
  kind: z.enum(['real', 'drill', 'test']).default('real'),
  serviceIds: z.array(id).max(50).default([]).describe('The services of the alerts are added'),
  alertIds: z.array(id).max(100).default([]),
  impactStartedAt: instantInput.optional(),
  foundBy: z.enum(['machine', 'staff', 'customer']).optional(),
  conferenceUrl: httpUrl.optional(),
  takeCommand: z.boolean().default(false).describe('The person who declares takes command at once'),
});
export type DeclareInput = z.output<typeof declareInput>;

export const incidentPatch = z.strictObject({
  title: line(200).optional(),
  summary: text(10_000).optional(),
  customerImpact: text(10_000).optional(),
  customersAffected: z.int().min(0).max(2_000_000_000).nullable().optional(),
  isVisibleToCustomers: z.boolean().optional(),
  isSeverityDisputed: z.boolean().optional(),
  slowerPublicUpdateMinutes: z.int().min(1).max(10_000).nullable().optional(),
  conferenceUrl: httpUrl.nullable().optional(),
  foundBy: z.enum(['machine', 'staff', 'customer']).nullable().optional(),
  serviceIds: z.array(id).max(50).optional().describe('All services that are affected'),
});
export type IncidentPatch = z.output<typeof incidentPatch>;

const severityFilter = z.coerce.number().int().min(1).max(5);

/** What narrows the list of incidents, its count and its export alike. */
const incidentFilter = {
  lifecycle: z
    .enum(['all', 'open', 'over', ...lifecycles])
    .default('all')
    .describe('`open` is triage, active or stable; `over` is resolved or closed'),
  severity: z.union([severityFilter, z.array(severityFilter).max(5)]).optional(),
  kind: z.enum(incidentKinds).optional(),
  publicStatus: z
    .enum(['open'])
    .optional()
    .describe('`open`: the last public update says it is ongoing, whatever its internal state'),
  serviceId: id.optional(),
  teamId: id.optional().describe('Of the services'),
  personId: id.optional().describe('Somebody who held a role'),
  text: z.string().trim().min(1).max(200).optional().describe('Part of the title in any letter case, or a number'),
  declaredFrom: instantInput.optional(),
  declaredBefore: instantInput.optional(),
};

export const incidentOrders = ['newest', 'oldest', 'severity'] as const;
const order = {
  sort: z
    .enum(incidentOrders)
    .default('newest')
    .describe('`severity`: the most severe first, the newest first among equals'),
};

export const listIncidents = endpoint({
  name: 'listIncidents',
  method: 'GET',
  path: '/api/v1/incidents',
  permission: 'incidents.read',
  summary: 'List incidents, newest first',
  tag: 'incidents',
  query: pageQuery.extend({ ...incidentFilter, ...order }),
  output: listOf(incident),
});

export const countMatchingIncidents = endpoint({
  name: 'countMatchingIncidents',
  method: 'GET',
  path: '/api/v1/incidents/count',
  permission: 'incidents.read',
  summary: 'Count the incidents that a filter matches',
  tag: 'incidents',
  query: z.strictObject(incidentFilter),
  output: matchCount,
});

export const exportIncidents = endpoint({
  name: 'exportIncidents',
  method: 'GET',
  path: '/api/v1/incidents.csv',
  permission: 'incidents.read',
  summary: 'Export the incidents that a filter matches as CSV',
  tag: 'incidents',
  query: z.strictObject({ ...incidentFilter, ...order }),
  output: z.string(),
  contentType: csvType,
});

export const declareIncident = endpoint({
  name: 'declareIncident',
  method: 'POST',
  path: '/api/v1/incidents',
  permission: 'incidents.respond',
  summary: 'Declare an incident, from alerts or from nothing but a title',
  tag: 'incidents',
  body: declareInput,
  output: incidentRoom,
  status: 201,
});

export const getIncident = endpoint({
  name: 'getIncident',
  method: 'GET',
  path: '/api/v1/incidents/:id',
  permission: 'incidents.read',
  summary: 'Read one incident with all that its war room shows',
  tag: 'incidents',
  params: idParams,
  output: incidentRoom,
});

export const updateIncident = endpoint({
  name: 'updateIncident',
  method: 'PATCH',
  path: '/api/v1/incidents/:id',
  permission: 'incidents.respond',
  summary: 'Change the details of an incident; fields left out stay. Send If-Match to guard against lost edits',
  tag: 'incidents',
  params: idParams,
  body: incidentPatch,
  output: incidentRoom,
});

export const changeIncidentSeverity = endpoint({
  name: 'changeIncidentSeverity',
  method: 'POST',
  path: '/api/v1/incidents/:id/severity',
  permission: 'incidents.respond',
  summary: 'Raise the severity, or lower it with a reason (the commander, or an administrator)',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ severity, reason: text(1_000).default('') }),
  output: incidentRoom,
});

export const moveIncident = endpoint({
  name: 'moveIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/lifecycle',
  permission: 'incidents.respond',
  summary:
    'Move to another state: active, stable, resolved, closed; from resolved or closed back to active within a day',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    to: z.enum(lifecycles),
    reason: text(1_000).default(''),
    resolveAlerts: z.boolean().default(true).describe('Resolving resolves the open alerts as well'),
    leavePublicOpen: z
      .boolean()
      .default(false)
      .describe('End it although the last public update says it is ongoing; refused otherwise'),
  }),
  output: incidentRoom,
});

export const correctIncidentInstant = endpoint({
  name: 'correctIncidentInstant',
  method: 'POST',
  path: '/api/v1/incidents/:id/instants',
  permission: 'incidents.respond',
  summary: 'Correct when something happened, with a reason; the former value is kept',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ name: z.enum(instantKeys), at: instantInput.nullable(), reason: line(1_000) }),
  output: incidentRoom,
});

export const setIncidentServices = endpoint({
  name: 'setIncidentServices',
  method: 'PUT',
  path: '/api/v1/incidents/:id/services',
  permission: 'incidents.respond',
  summary: 'Say which services are affected',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ serviceIds: z.array(id).max(50) }),
  output: incidentRoom,
});

export const linkIncidentAlerts = endpoint({
  name: 'linkIncidentAlerts',
  method: 'POST',
  path: '/api/v1/incidents/:id/alerts',
  permission: 'incidents.respond',
  summary: 'Link alerts to an incident; their services become affected ones',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ alertIds: z.array(id).min(1).max(100) }),
  output: incidentRoom,
});

export const unlinkIncidentAlert = endpoint({
  name: 'unlinkIncidentAlert',
  method: 'DELETE',
  path: '/api/v1/incidents/:id/alerts/:alertId',
  permission: 'incidents.respond',
  summary: 'Unlink an alert from an incident',
  tag: 'incidents',
  params: idParams.extend({ alertId: id }),
  output: incidentRoom,
});

export const findIncidentOfAlert = endpoint({
  name: 'findIncidentOfAlert',
  method: 'GET',
  path: '/api/v1/alerts/:id/incident',
  permission: 'incidents.read',
  summary: 'The incident that an alert belongs to, or null',
  tag: 'incidents',
  params: idParams,
  output: z.object({ incident: incident.nullable() }),
});
