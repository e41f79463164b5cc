/** An incident as a whole: what it is, and the lists of them. */
import { z } from 'zod';
import {
  csvType,
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  listOf,
  matchCount,
  named,
  pageQuery,
} from '../../endpoint.ts';
import { actorName } from '../pages/page.ts';
import { updateStatuses } from './updates.ts';

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
