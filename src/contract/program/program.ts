/** The program as a whole: where it stands, its reference values, what it costs, and the playbook. */
import { z } from 'zod';
import { endpoint, id, instant, line } from '../endpoint.ts';
import { severity } from '../severity.ts';
import { evidence, maturityLevel } from './assessments.ts';
import { planKinds } from './pilots.ts';

export const mistake = z
  .object({
    key: z.enum(['no-sponsor', 'one-time-project', 'no-baseline', 'copied']),
    name: z.string(),
    because: z.string().describe('What in the data shows it'),
    consequence: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'ProgramMistake', description: 'A common mistake that the data of this installation shows.' });

const checked = mistake.extend({
  start: z
    .object({
      form: z.enum(['plan', 'sponsor', 'baseline', 'goal', 'review', 'severities']),
      id: id.nullable().describe('Of the plan or goal; null: a new one, or there is only one'),
    })
    .nullable()
    .describe('Where its fix starts'),
});
export type CheckedMistake = z.output<typeof checked>;

const step = z.object({
  key: z.enum(['assess', 'define-goals', 'build-plan', 'execute', 'iterate']),
  name: z.string(),
  state: z.enum(['open', 'under-way', 'done']),
  text: z.string().describe('Its status, in a sentence'),
});

export const readProgram = endpoint({
  name: 'readProgram',
  method: 'GET',
  path: '/api/v1/program',
  permission: 'program.read',
  summary: 'Read the status of the program: five steps, level, pilots, mistakes, the next review',
  tag: 'program',
  output: z
    .object({
      startedAt: instant.nullable(),
      level: z
        .object({ level: maturityLevel, name: z.string(), assessmentId: id, assessedAt: instant })
        .nullable()
        .describe('Of the last completed assessment'),
      steps: z.array(step).length(5),
      mistakes: z.array(checked),
      mistakesAvoided: z
        .array(checked.extend({ isTooEarly: z.boolean().describe('The data cannot show it yet') }))
        .describe('Common mistakes that the data does not show, each with what shows that'),
      pilots: z
        .array(
          z.object({
            id,
            kind: z.enum(planKinds),
            teamName: z.string(),
            days: z.number().int().describe('How long it is planned for'),
            day: z.number().int(),
            phase: z.string().nullable(),
            done: z.number().int(),
            total: z.number().int(),
            overdue: z.number().int(),
          }),
        )
        .describe('Plans that nobody has ended'),
      nextReview: z.object({
        reviewId: id.nullable().describe('Null: not scheduled yet'),
        on: z.string().describe('YYYY-MM-DD'),
        isOverdue: z.boolean(),
      }),
      bestPractices: z.array(
        z.object({
          key: z.enum(['pilot', 'money', 'playbook', 'quarterly-review', 'training']),
          practice: z.string(),
          gain: z.string(),
          isFollowed: z.boolean(),
          because: z.string().describe('What in the data shows it'),
          next: z
            .enum(['pilot', 'costs', 'goal', 'review', 'publish', 'readers', 'skills', 'schedules'])
            .nullable()
            .describe('What is to be done next; null: nothing'),
        }),
      ),
    })
    .meta({ id: 'Program' }),
});

export const listComparisons = endpoint({
  name: 'listComparisons',
  method: 'GET',
  path: '/api/v1/program/comparisons',
  permission: 'program.read',
  summary: 'Compare a program with the alternatives, next to your own figures',
  tag: 'program',
  output: z.object({
    items: z.array(
      z.object({
        key: z.string(),
        approach: z.string(),
        program: z.string().describe('What speaks for a program'),
        other: z.string().describe('What speaks for the other approach'),
        otherWhen: z.string().describe('When the other approach is the better choice'),
        evidence: z.array(evidence),
      }),
    ),
  }),
});

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

const asOf = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Write a year or a date, such as 2026 or 2026-11-30.');
const sourced = {
  source: line(300).optional().describe('Where it comes from; entries of your own need it'),
  asOf: asOf.optional().describe('Of when it is; entries of your own need it'),
};

export const referenceValue = z
  .strictObject({ key, name: line(120), value: line(120), meaning: line(300), ...sourced })
  .meta({ id: 'ReferenceValue', description: 'A figure from outside, never mixed with your own.' });

export const benchmark = z
  .strictObject({
    key,
    industry: line(120),
    measure: line(120),
    low: line(120),
    median: line(120),
    elite: line(120),
    ...sourced,
  })
  .meta({ id: 'Benchmark' });

export const studyFigure = z
  .strictObject({
    key,
    topic: line(120),
    figure: line(300),
    source: line(300),
    asOf,
    url: z.url({ protocol: /^https?$/, error: 'Use an address that starts with https:// or http://.' }).max(500),
    isChecked: z.boolean().describe('Whether it was looked up, in the source or in a text that quotes it'),
  })
  .meta({ id: 'StudyFigure', description: 'A fact that a public study states.' });

const unique = (items: { key: string }[]) => new Set(items.map((item) => item.key)).size === items.length;

export const referenceInput = z.strictObject({
  values: z.array(referenceValue).max(50).refine(unique, 'Each key must be unique.'),
  benchmarks: z.array(benchmark).max(50).refine(unique, 'Each key must be unique.'),
  studies: z
    .array(studyFigure)
    .max(50)
    .refine(unique, 'Each key must be unique.')
    .optional()
    .describe('Left out, they stay as they are'),
});
export type ReferenceInput = z.output<typeof referenceInput>;

export const placing = z.object({
  key: z.string().describe('Of the benchmark'),
  rank: z.string().nullable().describe('Null: it cannot be compared'),
  because: z.string(),
});

const reference = z.object({
  values: z.array(referenceValue),
  benchmarks: z.array(benchmark),
  placings: z
    .array(placing)
    .describe('Where this installation stands in each benchmark, and what that is taken from or why it cannot be said'),
  studies: z.array(studyFigure),
  notice: z.string().describe('Shown next to each of them'),
  isEdited: z.boolean(),
  version: z.number().int().describe('0 until somebody has edited it'),
});

export const readReferenceValues = endpoint({
  name: 'readReferenceValues',
  method: 'GET',
  path: '/api/v1/program/reference-values',
  permission: 'program.read',
  summary: 'Read the reference values and benchmarks',
  tag: 'program',
  output: reference,
});

export const updateReferenceValues = endpoint({
  name: 'updateReferenceValues',
  method: 'PUT',
  path: '/api/v1/program/reference-values',
  permission: 'program.manage',
  summary: 'Replace the reference values and benchmarks; send If-Match to guard against lost edits',
  tag: 'program',
  body: referenceInput,
  output: reference,
});

export const resetReferenceValues = endpoint({
  name: 'resetReferenceValues',
  method: 'DELETE',
  path: '/api/v1/program/reference-values',
  permission: 'program.manage',
  summary: 'Reset the reference values to their defaults',
  tag: 'program',
  output: reference,
});

const inOrder = (range: { low: number; expected: number; high: number }) =>
  range.low <= range.expected && range.expected <= range.high;
const orderMessage = 'Low, expected and high must be in this order.';
const minorUnits = z.int().min(0).max(1_000_000_000_000);
const amount = z.number().min(0).max(1_000_000);

export const moneyRange = z
  .object({ low: z.number().int(), expected: z.number().int(), high: z.number().int() })
  .meta({ id: 'MoneyRange', description: 'In minor units of the currency, such as cents. Never a single number.' });
export const numberRange = z.object({ low: z.number(), expected: z.number(), high: z.number() });

const moneyInput = z
  .strictObject({ low: minorUnits, expected: minorUnits, high: minorUnits })
  .refine(inOrder, orderMessage);
const amountInput = z.strictObject({ low: amount, expected: amount, high: amount }).refine(inOrder, orderMessage);

export const costsInput = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use a currency code such as EUR.'),
  severities: z
    .array(
      z.strictObject({
        severity,
        downtimePerHour: moneyInput.describe('Lost per hour of impact'),
        responders: amountInput.describe('People who work on one incident'),
      }),
    )
    .length(5)
    .refine((rows) => new Set(rows.map((row) => row.severity)).size === rows.length, 'List each severity once.'),
  responderHour: moneyInput,
  program: z.strictObject({
    hours: amountInput.describe('Program hours per quarter'),
    hour: moneyInput.describe('Cost of one program hour'),
    other: moneyInput.describe('Licences, machines, trainers per quarter'),
  }),
});
export type CostsInput = z.output<typeof costsInput>;

const costs = z
  .object({
    ...costsInput.shape,
    isEdited: z.boolean().describe('False: there are no assumptions yet, so no financial impact is calculated'),
    version: z.number().int().describe('0 until somebody has edited it'),
  })
  .meta({
    id: 'CostAssumptions',
    description: 'What the financial impact is calculated with; minor units of the currency.',
  });

export const readCosts = endpoint({
  name: 'readCosts',
  method: 'GET',
  path: '/api/v1/program/costs',
  permission: 'program.read',
  summary: 'Read the cost assumptions',
  tag: 'program',
  output: costs,
});

export const updateCosts = endpoint({
  name: 'updateCosts',
  method: 'PUT',
  path: '/api/v1/program/costs',
  permission: 'program.manage',
  summary: 'Replace the cost assumptions; send If-Match to guard against lost edits',
  tag: 'program',
  body: costsInput,
  output: costs,
});
