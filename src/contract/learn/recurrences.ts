/** Whether an incident happened before: suggested by likeness, decided by a person. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';
import { actionItem } from './action-items.ts';

export const recurrenceStates = ['suggested', 'confirmed', 'dismissed'] as const;

const incidentReference = z.object({
  id,
  key: z.string(),
  title: z.string(),
  severity: z.number().int(),
  declaredAt: instant,
  resolvedAt: instant.nullable(),
});

const recurrenceFields = z.object({
  state: z.enum(recurrenceStates),
  score: z.number().int().describe('Similarity, 0 to 100'),
  reasons: z.array(
    z.object({
      reason: z.enum(['same-alert', 'same-source', 'same-service', 'similar-words', 'same-factor', 'person']),
      points: z.number().int(),
      explanation: z.string(),
    }),
  ),
  decidedAt: instant.nullable(),
  decidedBy: actorName.nullable(),
  note: z.string(),
});

export const recurrence = recurrenceFields
  .extend({
    earlier: incidentReference,
    openActionItems: z.array(actionItem).describe('Still open from the earlier incident; 20 at most'),
  })
  .meta({ id: 'Recurrence', description: 'An earlier incident that this one repeats, or may repeat.' });
export type Recurrence = z.output<typeof recurrence>;

export const recurrencesOfIncident = z.object({
  items: z.array(recurrence).describe('Confirmed ones first, then by similarity; 20 at most'),
  later: z
    .array(recurrenceFields.extend({ later: incidentReference }))
    .describe('Incidents confirmed by a person as recurrences of this one; 20 at most'),
});
export type RecurrencesOfIncident = z.output<typeof recurrencesOfIncident>;

const common = { tag: 'recurrences', output: recurrencesOfIncident } as const;

export const listRecurrences = endpoint({
  ...common,
  name: 'listRecurrences',
  method: 'GET',
  path: '/api/v1/incidents/:id/recurrences',
  permission: 'incidents.read',
  summary: 'Earlier incidents that this one repeats or may repeat, with the reasons, and later ones that repeat it',
  params: idParams,
});

export const decideRecurrence = endpoint({
  ...common,
  name: 'decideRecurrence',
  method: 'PUT',
  path: '/api/v1/incidents/:id/recurrences/:earlierId',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Confirm that an incident repeats an earlier one, suggested or not, or dismiss it',
  params: idParams.extend({ earlierId: id }),
  body: z.strictObject({ verdict: z.enum(['confirmed', 'dismissed']), note: text(1_000).default('') }),
});
