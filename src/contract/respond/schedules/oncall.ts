import { z } from 'zod';
import { endpoint, id, instant, instantInput, listOf, nameQuery, pageQuery } from '../../endpoint.ts';
import { absence } from './absences.ts';
import { holiday } from './calendars.ts';
import { shadow } from './shadows.ts';
import { shift, sideShift } from './timeline.ts';

const onCallPerson = shift.pick({ personId: true, personName: true, layer: true, gap: true });

export const onCallStatus = z
  .object({
    scheduleId: id,
    scheduleName: z.string(),
    scheduleSlug: z.string(),
    teamId: id.nullable(),
    timeZone: z.string(),
    now: onCallPerson.describe('Of several people at once, the first'),
    alsoNow: z.array(onCallPerson).describe('Who is on call at the same time'),
    until: instant
      .nullable()
      .describe('When somebody else (or nobody) is on call next; null when that is not in sight'),
    next: onCallPerson.nullable().describe('Who is on call then'),
    alsoNext: z.array(onCallPerson).describe('Who is on call then at the same time'),
    shadows: z
      .array(shadow.pick({ personId: true, personName: true }))
      .describe('Who learns along now; they are not on call. At most 20'),
  })
  .meta({ id: 'OnCallStatus', description: 'Who is on call on a schedule now, until when, and who follows.' });
export type OnCallStatus = z.output<typeof onCallStatus>;

const myShift = z
  .object({
    scheduleId: id,
    scheduleName: z.string(),
    timeZone: z.string(),
    layer: z.string().nullable(),
    startsAt: instant,
    endsAt: instant.nullable().describe('Null when no end is in sight'),
  })
  .meta({ id: 'MyShift' });

export const listOnCall = endpoint({
  name: 'listOnCall',
  method: 'GET',
  path: '/api/v1/oncall',
  permission: 'oncall.read',
  summary: 'Who is on call now and next on every schedule, by name of the schedule',
  tag: 'on-call',
  query: nameQuery.extend({
    teamId: id.optional(),
    personId: id.optional().describe('Somebody with a turn, or with an override that is not over'),
  }),
  output: listOf(onCallStatus),
});

export const readMyOnCall = endpoint({
  name: 'readMyOnCall',
  method: 'GET',
  path: '/api/v1/me/oncall',
  permission: 'signed-in',
  summary: 'Your own shifts: those that run and the next one of each schedule',
  tag: 'on-call',
  output: z.object({ current: z.array(myShift), next: z.array(myShift) }),
});

/** The longest stretch of time that the overview of all schedules shows at once. */
export const LONGEST_OVERVIEW_DAYS = 42;

const ofOverride = {
  overrideId: id.nullable(),
  reason: z.string().describe('Of the override that put the person there; empty for none'),
};

export const scheduleOverview = z
  .object({
    scheduleId: id,
    scheduleName: z.string(),
    timeZone: z.string(),
    teamId: id.nullable(),
    teamName: z.string().nullable(),
    people: z.array(z.object({ personId: id, name: z.string(), disabled: z.boolean() })),
    shifts: z
      .array(shift.extend(ofOverride))
      .describe('Those that touch the range, each whole up to six weeks around it; a gap is a shift of nobody'),
    alsoOnCall: z
      .array(sideShift.extend(ofOverride))
      .describe('Who is on call beside the first of several at once, by place and start'),
    shadows: z
      .array(shadow.pick({ id: true, personId: true, personName: true, startsAt: true, endsAt: true }))
      .describe('Who learns along in the range, by start; they are not on call. At most 50'),
    absences: z
      .array(absence.pick({ id: true, personId: true, personName: true, startsAt: true, endsAt: true, note: true }))
      .describe('Of people with a shift in the range, where they meet that shift'),
    holidays: z.array(holiday).describe('Of the team, from its calendars; days by the clock of the schedule'),
  })
  .meta({ id: 'ScheduleOverview', description: 'The shifts of one schedule in a range, beside those of the others.' });
export type ScheduleOverview = z.output<typeof scheduleOverview>;

export const readOnCallOverview = endpoint({
  name: 'readOnCallOverview',
  method: 'GET',
  path: '/api/v1/oncall/overview',
  permission: 'oncall.read',
  summary: 'The shifts of all schedules in one range of time, by team and then by name; schedules of no team come last',
  tag: 'on-call',
  query: pageQuery
    .extend({
      limit: z.coerce.number().int().min(1).max(50).default(25),
      from: instantInput,
      to: instantInput,
      teamId: id.optional(),
      personId: id.optional().describe('Somebody with a turn, or with an override that is not over'),
    })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
      path: ['to'],
      error: 'The end must be after the start.',
    })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_OVERVIEW_DAYS * 86_400_000, {
      path: ['to'],
      error: `At most ${LONGEST_OVERVIEW_DAYS} days at once.`,
    }),
  output: listOf(scheduleOverview),
});
