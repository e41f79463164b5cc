import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, named, pageQuery, text } from '../endpoint.ts';

export const goalMeasureKeys = [
  'median-restore-seconds',
  'median-acknowledge-seconds',
  'median-detect-seconds',
  'incidents-per-sprint',
  'postmortem-completed-share',
  'postmortem-on-time-share',
  'recurrence-rate-90',
  'pages-per-shift',
  'maturity-level',
] as const;
export const goalStates = ['no-baseline', 'no-data', 'reached', 'on-track', 'behind', 'missed'] as const;

/** A milestone of a plan, as goals name it. */
const milestoneOf = z.strictObject({ pilotId: id, key: z.string().regex(/^[a-z0-9-]{1,63}$/) });
const milestonesOf = z.array(milestoneOf).max(50);

/** A value of a measure over a period; null when nothing happened in it. */
const measured = z.object({ value: z.number().nullable(), n: z.number().int(), from: instant, to: instant });

export const goal = z
  .object({
    id,
    name: z.string(),
    measure: z.enum(goalMeasureKeys),
    measureName: z.string(),
    unit: z.enum(['seconds', 'count', 'share', 'level']),
    better: z.enum(['lower', 'higher']),
    team: named.nullable(),
    service: named.nullable(),
    owner: named.nullable(),
    baseline: z
      .object({
        value: z.number(),
        n: z.number().int(),
        from: instant,
        to: instant,
        frozenAt: instant,
        lateReason: z.string().describe('Why it was frozen only after the goal had begun; empty where it was not'),
      })
      .nullable()
      .describe('Measured once and never recomputed'),
    target: z.number(),
    startsAt: instant,
    dueAt: instant,
    current: measured.describe('Since the start of the goal, at most the last 90 days'),
    state: z.enum([...goalStates, 'dropped']),
    share: z.number().nullable().describe('0 at the baseline, 1 at the target'),
    expectedShare: z.number().describe('Where a steady pace would be by now'),
    caution: z.string().nullable(),
    forecast: z
      .object({
        verdict: z.enum(['likely', 'unlikely', 'cannot-tell']),
        range: z.object({ low: z.number(), high: z.number() }).nullable(),
      })
      .nullable()
      .describe('Where it ends if the measure goes on as since the start: a 95% range; null for counts and levels'),
    milestones: z
      .array(
        milestoneOf.extend({
          title: z.string(),
          team: named.describe('The team whose plan it is'),
          dueOn: z.string().describe('YYYY-MM-DD'),
          doneAt: instant.nullable(),
          state: z
            .enum(['done', 'due', 'late', 'ended'])
            .describe('`late`: its date has passed; `ended`: its plan has ended without it'),
        }),
      )
      .describe('The milestones of plans that are meant to reach it, by date'),
    objective: z.string().describe('The objective (OKR) it belongs to'),
    objectiveUrl: z.string().nullable(),
    droppedAt: instant.nullable(),
    dropReason: z.string(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Goal', description: 'A measure with its baseline, target and due date.' });
export type Goal = z.output<typeof goal>;

const scope = {
  teamId: id.nullable().default(null).describe('Only services of this team'),
  serviceId: id.nullable().default(null).describe('Only this service; give a team or a service, not both'),
};

const period = {
  from: instantInput,
  to: instantInput.describe('Excluded'),
};

const objective = {
  objective: z.string().trim().max(300).default('').describe('The objective (OKR) it belongs to'),
  objectiveUrl: z
    .url({ protocol: /^https?$/, error: 'Enter an http or https address.' })
    .max(1_000)
    .nullable()
    .default(null),
};

export const goalInput = z.strictObject({
  name: line(200),
  ...objective,
  measure: z.enum(goalMeasureKeys),
  ...scope,
  ownerId: id.nullable().default(null),
  target: z.number().min(0).max(1e9).describe('In the unit of the measure; shares from 0 to 1'),
  dueAt: instantInput,
  milestones: milestonesOf.default([]).describe('The milestones that are meant to reach it'),
  baseline: z.strictObject(period).nullable().default(null).describe('Freeze the value of this period immediately'),
});
export type GoalInput = z.output<typeof goalInput>;

export const goalUpdate = z.strictObject({
  name: line(200),
  ...objective,
  ownerId: id.nullable().default(null),
  target: z.number().min(0).max(1e9),
  dueAt: instantInput,
  milestones: milestonesOf.optional().describe('Left out: as they are'),
});
export type GoalUpdate = z.output<typeof goalUpdate>;

const common = { tag: 'program' } as const;

export const listGoalMeasures = endpoint({
  ...common,
  name: 'listGoalMeasures',
  method: 'GET',
  path: '/api/v1/goal-measures',
  permission: 'program.read',
  summary: 'List the measures a goal can use',
  output: z.object({
    items: z.array(
      z.object({
        key: z.enum(goalMeasureKeys),
        name: z.string(),
        better: z.enum(['lower', 'higher']),
        unit: z.enum(['seconds', 'count', 'share', 'level']),
      }),
    ),
  }),
});

export const readGoalMeasure = endpoint({
  ...common,
  name: 'readGoalMeasure',
  method: 'GET',
  path: '/api/v1/goal-measures/:key',
  permission: 'program.read',
  summary: 'The value of a measure over a period: what a baseline would be',
  params: z.strictObject({ key: z.enum(goalMeasureKeys) }),
  query: z.strictObject({ ...period, teamId: id.optional(), serviceId: id.optional() }),
  output: measured,
});

export const listGoals = endpoint({
  ...common,
  name: 'listGoals',
  method: 'GET',
  path: '/api/v1/goals',
  permission: 'program.read',
  summary: 'List goals with their progress, newest first',
  query: pageQuery.extend({
    limit: z.coerce.number().int().min(1).max(50).default(50),
    show: z.enum(['all', 'kept', 'dropped']).default('kept').describe('`kept`: not abandoned'),
  }),
  output: listOf(goal),
});

export const createGoal = endpoint({
  ...common,
  name: 'createGoal',
  method: 'POST',
  path: '/api/v1/goals',
  permission: 'program.manage',
  summary: 'Create a goal',
  body: goalInput,
  output: goal,
  status: 201,
});

export const getGoal = endpoint({
  ...common,
  name: 'getGoal',
  method: 'GET',
  path: '/api/v1/goals/:id',
  permission: 'program.read',
  summary: 'Read one goal with its progress',
  params: idParams,
  output: goal,
});

export const updateGoal = endpoint({
  ...common,
  name: 'updateGoal',
  method: 'PUT',
  path: '/api/v1/goals/:id',
  permission: 'program.manage',
  summary:
    'Replace name, owner, target, date and milestones; the baseline stays. Send If-Match to guard against lost edits',
  params: idParams,
  body: goalUpdate,
  output: goal,
});

export const freezeGoalBaseline = endpoint({
  ...common,
  name: 'freezeGoalBaseline',
  method: 'POST',
  path: '/api/v1/goals/:id/baseline',
  permission: 'program.manage',
  summary: 'Freeze the baseline of a goal that has begun, from a period that has ended, with the reason; only once',
  params: idParams,
  body: z.strictObject({
    ...period,
    reason: text(1_000).refine((reason) => reason.trim() !== '', 'Say why it is frozen only now.'),
  }),
  output: goal,
});

export const dropGoal = endpoint({
  ...common,
  name: 'dropGoal',
  method: 'POST',
  path: '/api/v1/goals/:id/drop',
  permission: 'program.manage',
  summary: 'Abandon a goal, with the reason',
  params: idParams,
  body: z.strictObject({ reason: text(2_000).refine((reason) => reason.trim() !== '', 'Enter a reason.') }),
  output: goal,
});
