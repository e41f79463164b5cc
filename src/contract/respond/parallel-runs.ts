/** A parallel run: everything is received and walked through, and Evenkeel pages nobody, while another tool still does. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf, named, pageQuery } from '../endpoint.ts';
import { whose } from '../whose.ts';
import { actorName } from './pages/page.ts';

export const parallelRun = z
  .object({
    id,
    team: named.nullable().describe('Null: the whole installation'),
    askAt: instant.describe('When to decide: until then it is meant to last. It does not end by itself'),
    isOverdue: z.boolean().describe('It goes on, and nobody has decided'),
    startedBy: actorName,
    startedAt: instant,
    endedBy: actorName.nullable(),
    endedAt: instant.nullable().describe('Since then its pages go out; null: it goes on'),
    openPageCount: z.number().int().describe('Open pages that would go out now if it ended; counted up to 1,000'),
    version: z.number().int(),
  })
  .meta({ id: 'ParallelRun', description: 'Nobody is paged by Evenkeel for a team, or for anything.' });
export type ParallelRun = z.output<typeof parallelRun>;

export const keptPage = z
  .object({
    notificationId: id,
    page: z.object({ id, title: z.string(), severity: z.number().int(), openedAt: instant }),
    service: named.nullable(),
    person: named.nullable().describe('Null: a chat room'),
    name: z.string(),
    channel: z.string().nullable(),
    at: instant.describe('When the message would have gone out'),
    stepIndex: z.number().int(),
    round: z.number().int(),
  })
  .meta({ id: 'KeptPage', description: 'Who would have been paged, and when.' });
export type KeptPage = z.output<typeof keptPage>;

const common = { tag: 'pages' } as const;
const path = '/api/v1/parallel-runs';

export const listParallelRuns = endpoint({
  ...common,
  name: 'listParallelRuns',
  method: 'GET',
  path,
  permission: 'oncall.read',
  summary: 'List parallel runs: those that go on first, then the newest; at most 200',
  query: z.strictObject({ state: z.enum(['active', 'all']).default('all') }),
  output: z.object({ items: z.array(parallelRun) }),
});

export const startParallelRun = endpoint({
  ...common,
  name: 'startParallelRun',
  method: 'POST',
  path,
  permission: 'oncall.manage',
  teams: [whose('team', 'body.teamId')],
  summary: 'Page nobody for a team, or for the whole installation, until somebody ends it',
  status: 201,
  body: z.strictObject({
    teamId: id.nullable().describe('Null: the whole installation'),
    askAt: instantInput.describe('When to decide; at most a year ahead'),
  }),
  output: parallelRun,
});

export const extendParallelRun = endpoint({
  ...common,
  name: 'extendParallelRun',
  method: 'PATCH',
  path: `${path}/:id`,
  permission: 'oncall.manage',
  teams: [whose('parallelRun')],
  summary: 'Decide later',
  params: idParams,
  body: z.strictObject({ askAt: instantInput }),
  output: parallelRun,
});

export const endParallelRun = endpoint({
  ...common,
  name: 'endParallelRun',
  method: 'POST',
  path: `${path}/:id/end`,
  permission: 'oncall.manage',
  teams: [whose('parallelRun')],
  summary: 'Cut over: from now on pages go out. Open pages that nobody has acknowledged start again and notify at once',
  params: idParams,
  output: parallelRun,
});

export const listKeptPages = endpoint({
  ...common,
  name: 'listKeptPages',
  method: 'GET',
  path: `${path}/:id/kept`,
  permission: 'oncall.read',
  summary: 'List whom a parallel run kept from being paged, the latest first',
  params: idParams,
  query: pageQuery,
  output: listOf(keptPage),
});
