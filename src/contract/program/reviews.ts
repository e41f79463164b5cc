import { z } from 'zod';
import {
  endpoint,
  id,
  idParams,
  instant,
  line,
  listOf,
  named,
  noContent,
  pageQuery,
  text,
  timeZone,
} from '../endpoint.ts';
import { maturityLevel, slidesType } from './assessments.ts';
import { decision } from './decisions.ts';
import { goalMeasureKeys, goalStates } from './goals.ts';
import { calendarDate } from './pilots.ts';
import { benchmark, mistake, moneyRange, numberRange, placing, referenceValue } from './program.ts';

const quarter = {
  year: z.int().min(2000).max(2199),
  quarter: z.literal([1, 2, 3, 4]),
};

const verdict = z.enum(['better', 'worse', 'cannot-tell', 'no-baseline']);
const finding = z.object({ verdict, sentence: z.string().describe('With its numbers; without a full stop') });
const measured = z.object({ value: z.number().nullable(), n: z.number().int(), from: instant, to: instant });

/** What a goal came to, with the points of its chart. */
const reviewedGoal = z.object({
  id,
  measure: z.enum(goalMeasureKeys),
  measureName: z.string(),
  unit: z.enum(['seconds', 'count', 'share', 'level']),
  better: z.enum(['lower', 'higher']),
  scopeName: z.string().nullable().describe('Of the team or service; null: the whole organisation'),
  ownerName: z.string().nullable(),
  target: z.number(),
  dueAt: instant,
  baseline: measured.nullable(),
  current: measured.describe('In this quarter, after the baseline'),
  finding,
  by: z.enum(['week', 'month', 'assessment']).describe('What a point stands for'),
  points: z.array(
    z.object({
      name: z.string().describe('`2026-11`, the Monday of a week, or the day of an assessment'),
      from: instant,
      to: instant,
      value: z.number().nullable(),
      n: z.number().int(),
    }),
  ),
});
export type ReviewedGoal = z.output<typeof reviewedGoal>;

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
        verdict,
        explanation: z.string(),
        finding: z.string().optional().describe('The verdict as a sentence with its numbers'),
        previous: z
          .object({
            value: z.number().nullable(),
            n: z.number().int(),
            verdict: verdict.describe('This quarter against the quarter before'),
            explanation: z.string(),
          })
          .optional(),
      }),
    ),
    baseline: z
      .object({
        from: instant,
        to: instant,
        frozenAt: instant,
        teamName: z.string().nullable().describe('Null: the whole organisation, in the days of the first baseline'),
        timeZone: z.string().optional().describe('Of the pilot, whose days these are'),
      })
      .nullable()
      .describe('Both sides cover the scope of the review; of reviews before scopes, the team of the first pilot'),
    goals: z.array(
      z.object({
        name: z.string(),
        state: z.enum(goalStates).describe('At the end of the quarter, or when the review was composed'),
        share: z.number().nullable(),
        ...reviewedGoal.partial().shape,
      }),
    ),
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
        findings: z
          .array(z.string())
          .optional()
          .describe('What the saving comes from: a sentence for each severity whose time to restore has changed'),
      })
      .nullable()
      .describe('Null until there are cost assumptions and a baseline'),
    earlierDecisions: z
      .array(decision)
      .optional()
      .describe('What earlier reviews decided, as it stood when this one was composed, or held'),
    topics: z.array(z.string()).describe('Discussion topics, most pressing first'),
    questions: z.array(z.string()).describe('What the meeting should decide'),
    referenceValues: z.array(referenceValue),
    benchmarks: z.array(benchmark),
    placings: z
      .array(placing)
      .optional()
      .describe('Where the organisation stands in each benchmark; of whole organisations, so a team or pilot has none'),
    referenceNotice: z.string(),
  })
  .meta({
    id: 'ComposedReview',
    description: 'A quarter in numbers, as it was when the review was created or refreshed.',
  });
export type ComposedReview = z.output<typeof composedReview>;

const attendee = z.object({
  name: z.string(),
  department: z.string().describe('Empty where it is not known'),
  personId: id.nullable().describe('Of the account of whoever has one'),
  email: z.string().nullable().describe('Of whoever has no account'),
});
export type Attendee = z.output<typeof attendee>;

const attendeeInput = z
  .strictObject({
    name: z
      .union([z.literal(''), line(120)])
      .default('')
      .describe('May be left out with `personId`'),
    department: z
      .union([z.literal(''), line(120)])
      .default('')
      .describe('Of a person, a team of theirs if it is left out'),
    personId: id.nullable().default(null),
    email: z.email().max(254).nullable().default(null).describe('Finds the account that has it, if there is one'),
  })
  .refine(({ name, personId }) => name !== '' || personId !== null, 'Enter a name.');
export type AttendeeInput = z.output<typeof attendeeInput>;

const head = z.object({
  id,
  year: z.number().int(),
  quarter: z.literal([1, 2, 3, 4]),
  key: z.string().describe('2026-Q3'),
  team: named.nullable().describe('The review is of this team'),
  pilot: z
    .object({ id, team: named })
    .nullable()
    .describe('The review is of this pilot; without team and pilot, of the whole organisation'),
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
    earlierDecisions: z
      .array(decision)
      .describe('Of the review before, and what is still open of those before it; as they stood when it was held'),
    composed: composedReview,
  })
  .meta({ id: 'QuarterlyReview', description: 'A review of a quarter with the people who decide.' });
export type Review = z.output<typeof review>;

export const reviewUpdate = z.strictObject({
  plannedOn: calendarDate.nullable().default(null),
  attendees: z.array(attendeeInput).max(100).default([]),
  notes: text(50_000).default(''),
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
  summary: 'Create a quarterly review of the organisation, a team or a pilot; each has at most one a quarter',
  body: z.strictObject({
    ...quarter,
    teamId: id.nullable().default(null).describe('Of this team'),
    pilotId: id.nullable().default(null).describe('Of this pilot; give a team or a pilot, not both'),
    timeZone: timeZone.default('UTC'),
    plannedOn: calendarDate.nullable().default(null),
  }),
  output: review,
  status: 201,
});
export type ReviewInput = z.output<NonNullable<typeof createReview.body>>;

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
  summary: 'Replace date, attendees and notes; send If-Match to guard against lost edits',
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

export const sendReviewMinutes = endpoint({
  ...common,
  name: 'sendReviewMinutes',
  method: 'POST',
  path: '/api/v1/reviews/:id/minutes',
  permission: 'program.manage',
  summary: 'Send the minutes of a review that was held to the attendees who have an account, as a notice',
  params: idParams,
  output: z.object({
    sentTo: z.array(z.string()).describe('Names; whoever has turned this notice off, and whoever sends it, gets none'),
    withoutAccount: z.array(z.string()).describe('Names of attendees who get none'),
  }),
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

export const exportReviewSlides = endpoint({
  ...common,
  name: 'exportReviewSlides',
  method: 'GET',
  path: '/api/v1/reviews/:id/slides.pptx',
  permission: 'program.read',
  summary: 'Download a quarterly review as slides: charts with editable values, sources and sample sizes in the notes',
  params: idParams,
  output: z.custom<Uint8Array>(),
  contentType: slidesType,
});
