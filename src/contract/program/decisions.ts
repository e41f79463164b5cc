/** What a quarterly review decided: somebody owns it until a day, and the next review asks what became of it. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { calendarDate } from './pilots.ts';

export const decisionStates = ['open', 'done', 'dropped'] as const;

export const decision = z
  .object({
    id,
    review: z.object({
      id,
      key: z.string().describe('2026-Q3'),
      team: named.nullable(),
      pilot: z.object({ id, team: named }).nullable(),
    }),
    text: z.string(),
    owner: named.nullable(),
    dueOn: z.string().nullable().describe('YYYY-MM-DD'),
    isOverdue: z.boolean().describe('Open after that day, in the time zone of the review'),
    state: z.enum(decisionStates),
    reason: z.string().describe('Why it was dropped'),
    finishedAt: instant.nullable(),
    finishedBy: actorName.nullable(),
    createdAt: instant,
    version: z.number().int(),
  })
  .meta({ id: 'Decision', description: 'What a quarterly review decided, with its owner and date.' });
export type Decision = z.output<typeof decision>;

const fields = {
  text: line(1_000),
  ownerId: id.nullable(),
  dueOn: calendarDate.nullable(),
};

export const decisionInput = z.strictObject({
  reviewId: id,
  text: fields.text,
  ownerId: fields.ownerId.default(null),
  dueOn: fields.dueOn.default(null),
});
export type DecisionInput = z.output<typeof decisionInput>;

export const decisionPatch = z
  .strictObject({
    ...fields,
    state: z.enum(decisionStates),
    reason: text(1_000).describe('Required for `dropped`'),
  })
  .partial();
export type DecisionPatch = z.output<typeof decisionPatch>;

const common = { tag: 'program' } as const;

export const listDecisions = endpoint({
  ...common,
  name: 'listDecisions',
  method: 'GET',
  path: '/api/v1/decisions',
  permission: 'program.read',
  summary: 'List decisions of quarterly reviews, soonest due first',
  query: pageQuery.extend({
    state: z.enum(['all', 'overdue', ...decisionStates]).default('all'),
    reviewId: id.optional(),
    ownerId: id.optional(),
  }),
  output: listOf(decision),
});

export const getDecision = endpoint({
  ...common,
  name: 'getDecision',
  method: 'GET',
  path: '/api/v1/decisions/:id',
  permission: 'program.read',
  summary: 'Read one decision',
  params: idParams,
  output: decision,
});

export const createDecision = endpoint({
  ...common,
  name: 'createDecision',
  method: 'POST',
  path: '/api/v1/decisions',
  permission: 'program.manage',
  summary: 'Add a decision to a quarterly review, before or after it was held',
  body: decisionInput,
  output: decision,
  status: 201,
});

export const updateDecision = endpoint({
  ...common,
  name: 'updateDecision',
  method: 'PATCH',
  path: '/api/v1/decisions/:id',
  permission: 'program.read',
  summary: 'Change, complete, drop or reopen a decision; its owner may without `program.manage` change its state',
  params: idParams,
  body: decisionPatch,
  output: decision,
});
