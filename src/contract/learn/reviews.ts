import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, noContent, pageQuery, text, timeZone } from '../endpoint.ts';
import { maturityLevel } from '../program/assessments.ts';
import { goalStates } from '../program/goals.ts';
import { calendarDate } from '../program/pilots.ts';
import { benchmark, mistake, moneyRange, numberRange, referenceValue } from '../program/program.ts';

const quarter = {
  year: z.int().min(2000).max(2199),
  quarter: z.literal([1, 2, 3, 4]),
};

export const composedReview = z
  .object({
    from: instant,
    to: instant.describe('Excluded; the end of the quarter, or when the review was created or refreshed'),
    measuredFrom: instant.describe('The measures start here: after the baseline, if the quarter contains it'),
    rows: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        unit: z.enum(['seconds', 'count', 'share']),
        current: z.number().nullable(),
        currentN: z.number().int(),
        baseline: z.number().nullable(),
        baselineN: z.number().int(),
        verdict: z.enum(['better', 'worse', 'cannot-tell', 'no-baseline']),
        explanation: z.string(),
      }),
    ),
    baseline: z
      .object({
        from: instant,
        to: instant,
        frozenAt: instant,
        teamName: z.string(),
        timeZone: z.string().optional().describe('Of the pilot, whose days these are'),
      })
      .nullable()
      .describe('The baseline of the first pilot; both sides cover its team only'),
    goals: z.array(z.object({ name: z.string(), state: z.enum(goalStates), share: z.number().nullable() })),
    mistakes: z.array(mistake),
    assessments: z.array(z.object({ at: instant, overall: maturityLevel.nullable(), weakest: z.array(z.string()) })),
    maturityStep: z.number().int().nullable(),
    weakestAreas: z.array(z.string()),
    drills: z.object({ held: z.number().int(), meanShare: z.number().nullable() }),
    training: z.object({
      people: z.number().int(),
      certified: z.number().int(),
      expiringSoon: z.number().int(),
    }),
    actionItems: z.object({ open: z.number().int(), overdue: z.number().int() }),
    recurrences: z.array(z.object({ key: z.string(), earlierKey: z.string(), earlierItemOpen: z.boolean() })),
    money: z
      .object({
        currency: z.string(),
        saved: moneyRange
          .nullable()
          .describe('From severities whose times changed by more than the uncertainty; null: none did'),
        cost: moneyRange,
        net: moneyRange.nullable(),
        ratio: numberRange.nullable(),
        notShown: z
          .object({ saved: moneyRange, severities: z.array(z.number().int()) })
          .nullish()
          .describe('What the medians of the other severities would add up to, where the data cannot tell'),
        assumptions: z.array(z.string()),
        leftOut: z.array(z.number().int()).describe('Severities with no data to compare'),
      })
      .nullable()
      .describe('Null until there are cost assumptions and a baseline'),
    topics: z.array(z.string()).describe('Discussion topics, most pressing first'),
    questions: z.array(z.string()).describe('What the meeting should decide'),
    referenceValues: z.array(referenceValue),
    benchmarks: z.array(benchmark),
    referenceNotice: z.string(),
  })
  .meta({
    id: 'ComposedReview',
    description: 'A quarter in numbers, as it was when the review was created or refreshed.',
  });
export type ComposedReview = z.output<typeof composedReview>;

const attendee = z.strictObject({ name: line(120), department: line(120) });

const head = z.object({
  id,
  year: z.number().int(),
  quarter: z.literal([1, 2, 3, 4]),
  key: z.string().describe('2026-Q3'),
  state: z.enum(['planned', 'held']),
  plannedOn: z.string().nullable().describe('YYYY-MM-DD'),
  heldAt: instant.nullable(),
  composedAt: instant,
  version: z.number().int(),
});

export const review = head
  .extend({
    timeZone: z.string(),
    attendees: z.array(attendee),
    notes: z.string(),
    decisions: z.array(z.string()),
    composed: composedReview,
  })
  .meta({ id: 'QuarterlyReview', description: 'A review of a quarter with the people who decide.' });
export type Review = z.output<typeof review>;

export const reviewUpdate = z.strictObject({
  plannedOn: calendarDate.nullable().default(null),
  attendees: z.array(attendee).max(100).default([]),
  notes: text(50_000).default(''),
  decisions: z.array(line(1_000)).max(50).default([]),
});
export type ReviewUpdate = z.output<typeof reviewUpdate>;

const common = { tag: 'program' } as const;

export const listReviews = endpoint({
  ...common,
  name: 'listReviews',
  method: 'GET',
  path: '/api/v1/reviews',
  permission: 'program.read',
  summary: 'List quarterly reviews, newest quarter first',
  query: pageQuery,
  output: listOf(head),
});

export const createReview = endpoint({
  ...common,
  name: 'createReview',
  method: 'POST',
  path: '/api/v1/reviews',
  permission: 'program.manage',
  summary: 'Create a quarterly review; each quarter has at most one',
  body: z.strictObject({
    ...quarter,
    timeZone: timeZone.default('UTC'),
    plannedOn: calendarDate.nullable().default(null),
  }),
  output: review,
  status: 201,
});

export const getReview = endpoint({
  ...common,
  name: 'getReview',
  method: 'GET',
  path: '/api/v1/reviews/:id',
  permission: 'program.read',
  summary: 'Read one quarterly review',
  params: idParams,
  output: review,
});

export const updateReview = endpoint({
  ...common,
  name: 'updateReview',
  method: 'PUT',
  path: '/api/v1/reviews/:id',
  permission: 'program.manage',
  summary: 'Replace date, attendees, notes and decisions; send If-Match to guard against lost edits',
  params: idParams,
  body: reviewUpdate,
  output: review,
});

export const recomposeReview = endpoint({
  ...common,
  name: 'recomposeReview',
  method: 'POST',
  path: '/api/v1/reviews/:id/composition',
  permission: 'program.manage',
  summary: 'Refresh the numbers, as long as the review has not been held',
  params: idParams,
  output: review,
});

export const holdReview = endpoint({
  ...common,
  name: 'holdReview',
  method: 'POST',
  path: '/api/v1/reviews/:id/holding',
  permission: 'program.manage',
  summary: 'Mark a review as held; its numbers no longer change',
  params: idParams,
  output: review,
});

export const deleteReview = endpoint({
  ...common,
  name: 'deleteReview',
  method: 'DELETE',
  path: '/api/v1/reviews/:id',
  permission: 'program.manage',
  summary: 'Delete a review that was not held',
  params: idParams,
  output: noContent,
  status: 204,
});
