/** A war room: all that it shows, who is in it, and calling others in. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, named, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { escalationTarget } from '../escalation-definition.ts';
import { actorName, page } from '../pages/page.ts';
import { roleKeys, severityRule } from '../severities.ts';
import { incident, instantKeys, lifecycles } from './incident.ts';
import { incidentTask } from './tasks.ts';
import { incidentUpdate } from './updates.ts';

const roleHolding = z.object({
  role: z.enum(roleKeys),
  person: named,
  assumedAt: instant,
  assignedBy: actorName,
  offeredTo: named.nullable().describe('Offered the role, has not accepted yet'),
  offeredAt: instant.nullable(),
  renouncedAt: instant.nullable(),
});

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
      protocolKey: z.string(),
      isChosen: z.boolean().describe('False: the severity says which protocol, also when it changes'),
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

export const pageIntoIncident = endpoint({
  name: 'pageIntoIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/pages',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Page a person, a team, whoever is on call, or a policy into the incident',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    target: z.union([escalationTarget(id), z.strictObject({ kind: z.literal('policy'), id })]),
    message: text(4_000).default(''),
  }),
  output: page,
  status: 201,
});

export const joinIncident = endpoint({
  name: 'joinIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/presence',
  permission: 'incidents.read',
  summary: 'Report that you are viewing the incident (every few seconds), and see who else is',
  tag: 'incidents',
  params: idParams,
  output: z.object({ items: z.array(presentPerson) }),
});
