/** What being on call asks of people: of all and of teams without names, and of each person for themselves and their leads. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, named } from '../endpoint.ts';
import { clockTime, isoWeekday } from '../respond/schedules/schedule-definition.ts';
import { isPeriod, period } from './measures.ts';

export const longestOncallDays = 400;
export const loadSteps = ['week', 'month'] as const;

const inOrder = ({ dayFrom, eveningFrom, nightFrom }: { dayFrom: string; eveningFrom: string; nightFrom: string }) =>
  dayFrom < eveningFrom && eveningFrom < nightFrom;

const hours = {
  dayFrom: clockTime.describe('The night ends'),
  eveningFrom: clockTime,
  nightFrom: clockTime,
  weekendDays: z.array(isoWeekday).max(7).describe('From 1 (Monday); at night they count as night'),
};
export const oncallHoursInput = z
  .strictObject(hours)
  .refine(inOrder, { path: ['nightFrom'], message: 'The day begins before the evening, and that before the night.' });
export type OncallHoursInput = z.output<typeof oncallHoursInput>;

const oncallHours = z
  .object({ ...hours, version: z.number().int() })
  .meta({ id: 'OncallHours', description: 'What counts as day, evening, night and weekend of being on call.' });

const byKind = z
  .object({
    day: z.number().int(),
    evening: z.number().int(),
    night: z.number().int(),
    weekend: z.number().int(),
  })
  .describe('Pages by the clock of the person');

const figures = {
  n: z.number().int().describe('Shifts'),
  people: z.number().int().describe('How many different people had them'),
  medianPages: z.number().nullable(),
  meanPages: z.number().nullable(),
  worstPages: z.number().int().nullable(),
  pagesByKind: byKind.nullable(),
  medianIncidents: z.number().nullable(),
  worstIncidents: z.number().int().nullable(),
  heavyShiftCount: z.number().int().nullable().describe('Shifts with more than two incidents for each twelve hours'),
  secondHeavyShiftCount: z.number().int().nullable().describe('Of those, right after a heavy one of the same person'),
  nightCount: z.number().int().nullable().describe('Nights on call, each once a person'),
  interruptedNightCount: z.number().int().nullable().describe('Of those, with a page'),
  tone: z.enum(['green', 'amber', 'red']).nullable().describe('Amber: a heavy shift; red: two running of one person'),
};
const withheld = 'Where only one person was on call, everything but the counts of shifts and people is null';

const given = {
  ...period,
  teamId: id.optional().describe('Of the schedule'),
};
const validPeriod = <T extends z.ZodType<{ from?: string | undefined; to?: string | undefined }>>(query: T) =>
  query.refine(
    (asked) => isPeriod(asked, longestOncallDays),
    `The period must end after it starts and may span at most ${longestOncallDays} days.`,
  );

const common = { tag: 'measures', permission: 'measures.read', method: 'GET' } as const;

export const readOncallLoad = endpoint({
  ...common,
  name: 'readOncallLoad',
  path: '/api/v1/measures/oncall',
  summary: 'On-call load of the shifts that ended in a period of at most 400 days; without names',
  query: validPeriod(z.strictObject({ ...given, by: z.enum(loadSteps).default('month') })),
  output: z
    .object({
      from: instant,
      to: instant,
      definition: z.string(),
      hours: z.string().describe('What counts as day, evening, night and weekend'),
      ...figures,
      wakeUpCount: z.number().int().nullable().describe('Pages at night'),
      by: z.enum(loadSteps),
      zone: z.string().describe('Of the weeks and months'),
      points: z
        .array(z.object({ name: z.string(), from: instant, to: instant, isWhole: z.boolean(), ...figures }))
        .describe('Oldest first, from the first one with a shift'),
      teams: z.array(z.object({ team: named.nullable(), ...figures })).describe('By name; null: of no team'),
      services: z
        .array(
          z.object({
            service: named.nullable(),
            pages: z.number().int(),
            nightPages: z.number().int().describe('At night for somebody whom they reached'),
            answered: z.number().int().describe('Pages with feedback'),
            acted: z.number().int().describe('Of those, acted on'),
          }),
        )
        .describe('Pages that reached somebody, most first; at most 50'),
      feedback: z
        .object({ pages: z.number().int(), answered: z.number().int(), acted: z.number().int() })
        .describe('Of all these pages'),
    })
    .meta({ id: 'OncallLoad', description: withheld }),
});

const personal = {
  ...figures,
  hours: z.number().describe('On call, of all schedules; an hour on two of them counts once'),
  pagesOffCall: z.number().int().describe('Pages that reached them while they were not on call'),
};

export const listPersonalLoads = endpoint({
  ...common,
  name: 'listPersonalLoads',
  path: '/api/v1/measures/oncall/people',
  summary: 'Your own on-call load, and that of the people in the teams you lead; of nobody else',
  query: validPeriod(z.strictObject({ ...period })),
  output: z.object({
    leads: z.array(named).describe('The teams you lead'),
    items: z.array(z.object({ person: named, isMe: z.boolean(), ...personal })).describe('By name'),
  }),
});

export const readPersonalLoad = endpoint({
  ...common,
  name: 'readPersonalLoad',
  path: '/api/v1/measures/oncall/people/:id',
  summary: 'The on-call load of one person with their shifts; for themselves and the leads of their teams',
  params: idParams,
  query: validPeriod(z.strictObject({ ...period })),
  output: z
    .object({
      person: named,
      isMe: z.boolean(),
      from: instant,
      to: instant,
      definition: z.string(),
      hoursText: z.string(),
      ...personal,
      shifts: z
        .array(
          z.object({
            from: instant,
            to: instant,
            pages: z.number().int(),
            pagesByKind: byKind,
            incidents: z.number().int(),
            isHeavy: z.boolean(),
          }),
        )
        .describe('That ended in the period, newest first; at most 400'),
    })
    .meta({ id: 'PersonalLoad' }),
});

export const getOncallHours = endpoint({
  ...common,
  name: 'getOncallHours',
  path: '/api/v1/measures/oncall/hours',
  summary: 'Read what counts as day, evening, night and weekend of being on call',
  output: oncallHours,
});

export const updateOncallHours = endpoint({
  ...common,
  name: 'updateOncallHours',
  method: 'PUT',
  path: '/api/v1/measures/oncall/hours',
  permission: 'oncall.manage',
  teams: 'organisation',
  summary: 'Change what counts as day, evening, night and weekend. Send If-Match to guard against lost edits',
  body: oncallHoursInput,
  output: oncallHours,
});
