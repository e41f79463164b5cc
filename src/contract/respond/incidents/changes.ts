/** Declaring an incident, and deciding about it as a whole. */
import { z } from 'zod';
import { endpoint, id, idParams, instantInput, line, text } from '../../endpoint.ts';
import { severity } from '../../severity.ts';
import { whose } from '../../whose.ts';
import { protocolKey } from '../protocols.ts';
import { waiverQuery } from '../waiver.ts';
import { instantKeys, lifecycles } from './incident.ts';
import { incidentRoom } from './room.ts';

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
  protocolKey: protocolKey.optional().describe('Left out, the protocol of the severity'),
  takeCommand: z
    .boolean()
    .default(false)
    .describe('The person who declares takes command at once; without a certificate that it needs, nobody does'),
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

export const declareIncident = endpoint({
  name: 'declareIncident',
  method: 'POST',
  path: '/api/v1/incidents',
  permission: 'incidents.respond',
  teams: [whose('service', 'body.serviceIds')],
  summary: 'Declare an incident, from alerts or from nothing but a title',
  tag: 'incidents',
  query: waiverQuery,
  body: declareInput,
  output: incidentRoom,
  status: 201,
});

export const updateIncident = endpoint({
  name: 'updateIncident',
  method: 'PATCH',
  path: '/api/v1/incidents/:id',
  permission: 'incidents.respond',
  teams: [whose('incident')],
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
  summary: 'Correct when something happened, with a reason; the former value is kept',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ name: z.enum(instantKeys), at: instantInput.nullable(), reason: line(1_000) }),
  output: incidentRoom,
});

export const linkIncidentAlerts = endpoint({
  name: 'linkIncidentAlerts',
  method: 'POST',
  path: '/api/v1/incidents/:id/alerts',
  permission: 'incidents.respond',
  teams: [whose('incident')],
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
  teams: [whose('incident')],
  summary: 'Unlink an alert from an incident',
  tag: 'incidents',
  params: idParams.extend({ alertId: id }),
  output: incidentRoom,
});
