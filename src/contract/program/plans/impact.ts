import { z } from 'zod';
import { endpoint, id, idParams, instant, named } from '../../endpoint.ts';
import { baselineMeasure } from '../pilots.ts';

const verdict = z.enum(['better', 'worse', 'cannot-tell']);
const side = z.object({ value: z.number().nullable(), n: z.number().int() });
const change = z.object({
  before: side,
  after: side,
  verdict: verdict.describe('Better or worse only from ten cases on each side, with 95% intervals that do not touch'),
  explanation: z.string(),
});
const period = z.object({ from: instant, to: instant }).nullable();

export const impact = z
  .object({
    pilotId: id,
    team: named,
    days: z.number().int().describe('Length of each of the two periods; 0 while there is nothing to compare'),
    before: period.describe('It ends with the baseline'),
    after: period.describe('It begins when the baseline ends; at most ninety days'),
    otherTeams: z.array(named).describe('Teams that had no plan in either period'),
    measures: z.array(
      baselineMeasure.pick({ key: true, name: true, unit: true, better: true }).extend({
        team: change,
        others: change.nullable(),
        difference: z
          .object({
            value: z.number(),
            interval: z.object({ low: z.number(), high: z.number() }),
            verdict,
          })
          .nullable()
          .describe('How much more the team changed than the others; null below ten cases on any of the four sides'),
      }),
    ),
  })
  .meta({ id: 'PlanImpact', description: 'Measures before and after a plan, beside teams without one.' });
export type PlanImpact = z.output<typeof impact>;

const common = { tag: 'program' } as const;

export const readPlanImpact = endpoint({
  ...common,
  name: 'readPlanImpact',
  method: 'GET',
  path: '/api/v1/pilots/:id/impact',
  permission: 'program.read',
  summary: 'Compare the measures before and after a plan with those of teams that had none',
  params: idParams,
  output: impact,
});

export const readRollOutImpact = endpoint({
  ...common,
  name: 'readRollOutImpact',
  method: 'GET',
  path: '/api/v1/roll-outs/:id/impact',
  permission: 'program.read',
  summary: 'Compare before and after for each team of a roll-out',
  params: idParams,
  output: z.object({ items: z.array(impact) }),
});
