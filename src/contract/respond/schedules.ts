import { z } from 'zod';
import {
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  nameQuery,
  noContent,
  pageQuery,
  slug,
  text,
  timeZone,
} from '../endpoint.ts';
import { absence } from './absences.ts';
import { holiday } from './calendars.ts';
import { newScheduleDefinition, storedScheduleDefinition } from './schedule-definition.ts';
import { shadow } from './shadows.ts';

/** The longest timeline that can be asked for at once. */
export const LONGEST_TIMELINE_DAYS = 400;

/** How far ahead a change of a schedule is compared with what is in force. */
export const IMPACT_DAYS = 56;

export const schedule = z
  .object({
    id,
    slug,
    name: z.string(),
    description: z.string(),
    teamId: id.nullable(),
    timeZone: z.string(),
    definition: storedScheduleDefinition,
    people: z
      .array(z.object({ personId: id, name: z.string(), disabled: z.boolean() }))
      .describe('Everybody who has a turn, by name'),
    feedPath: z.string().describe('Path of the iCalendar feed; whoever knows it can read the shifts'),
    version: z.number().int(),
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'Schedule', description: 'Who is on call when: layers of rotations, and overrides above them.' });
export type Schedule = z.output<typeof schedule>;

export const scheduleInput = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  teamId: id.nullable().default(null),
  timeZone,
  definition: newScheduleDefinition,
});
export type ScheduleInput = z.output<typeof scheduleInput>;

const gapReason = z.enum(['uncovered', 'deliberate', 'person_disabled']);

export const shift = z
  .object({
    startsAt: instant,
    endsAt: instant,
    personId: id.nullable(),
    personName: z.string().nullable(),
    layer: z.string().nullable().describe('The layer, or `override`; null in a gap'),
    gap: gapReason.nullable(),
  })
  .meta({ id: 'Shift' });
export type Shift = z.output<typeof shift>;

/** The shift of somebody who is on call beside the first. */
export const sideShift = shift.extend({
  place: z.number().int().min(2).describe('2 for the second of several people on call at once'),
});

export const override = z
  .object({
    id,
    scheduleId: id,
    personId: id,
    personName: z.string(),
    replacesPersonId: id
      .nullable()
      .describe('Whom of several people on call at once; null for the first of them, or the only one'),
    replacesPersonName: z.string().nullable(),
    startsAt: instant,
    endsAt: instant,
    reason: z.string(),
    createdBy: z.string(),
    createdAt: instant,
    version: z.number().int(),
  })
  .meta({ id: 'Override', description: 'Somebody takes over from whoever is on call; the later override wins.' });
export type Override = z.output<typeof override>;

export const timeline = z
  .object({
    from: instant,
    to: instant,
    timeZone: z.string(),
    shifts: z
      .array(shift)
      .describe('The final timeline: sorted, without holes; a gap is a shift of nobody. Of several at once, the first'),
    alsoOnCall: z.array(sideShift).describe('Who is on call beside the first, by place and start'),
    layers: z.array(
      z.object({
        name: z.string(),
        shifts: z.array(
          z.object({
            startsAt: instant,
            endsAt: instant,
            personId: id.nullable(),
            personName: z.string().nullable(),
            place: z.number().int().describe('1 for the first person of a turn, 2 for the second of several at once'),
            turn: z.number().int(),
            disabled: z.boolean(),
          }),
        ),
      }),
    ),
    overrides: z
      .array(
        override.pick({
          id: true,
          personId: true,
          personName: true,
          replacesPersonId: true,
          replacesPersonName: true,
          startsAt: true,
          endsAt: true,
          reason: true,
          createdBy: true,
        }),
      )
      .describe('In order of creation: the later one wins'),
    shadows: z
      .array(shadow.pick({ id: true, personId: true, personName: true, startsAt: true, endsAt: true }))
      .describe('Who learns along, by start; they are not on call. At most 200'),
    gaps: z.array(z.object({ startsAt: instant, endsAt: instant, reason: gapReason })),
    absences: z
      .array(
        absence
          .pick({ id: true, personId: true, personName: true, startsAt: true, endsAt: true, note: true })
          .extend({ shiftStartsAt: instant, shiftEndsAt: instant }),
      )
      .describe('Where a shift of the range meets an absence of whoever has it, with that shift; at most 500'),
    holidays: z
      .array(holiday)
      .describe('Of the schedule’s team, from its calendars; days by the clock of the schedule'),
    hours: z
      .array(
        z.object({
          personId: id,
          personName: z.string(),
          hours: z.number(),
          nightHours: z.number().describe('22:00 to 07:00 by the clock of the schedule'),
          weekendHours: z.number(),
        }),
      )
      .describe('Hours on call per person within the range'),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.output<typeof timeline>;

export const shiftChange = z
  .object({
    startsAt: instant,
    endsAt: instant,
    beforePersonId: id.nullable(),
    beforePersonName: z.string().nullable(),
    afterPersonId: id.nullable(),
    afterPersonName: z.string().nullable(),
  })
  .meta({ id: 'ShiftChange', description: 'A stretch in which somebody else (or nobody) would be on call.' });

const range = z
  .strictObject({ from: instantInput, to: instantInput })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'The end must be after the start.',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_TIMELINE_DAYS * 86_400_000, {
    path: ['to'],
    error: `At most ${LONGEST_TIMELINE_DAYS} days at once.`,
  });

export const listSchedules = endpoint({
  name: 'listSchedules',
  method: 'GET',
  path: '/api/v1/schedules',
  permission: 'oncall.read',
  summary: 'List schedules by name',
  tag: 'schedules',
  query: nameQuery.extend({
    teamId: id.optional(),
    personId: id.optional().describe('Somebody with a turn, or with an override that is not over'),
  }),
  output: listOf(schedule),
});

export const getSchedule = endpoint({
  name: 'getSchedule',
  method: 'GET',
  path: '/api/v1/schedules/:id',
  permission: 'oncall.read',
  summary: 'Read one schedule',
  tag: 'schedules',
  params: idParams,
  output: schedule,
});

export const createSchedule = endpoint({
  name: 'createSchedule',
  method: 'POST',
  path: '/api/v1/schedules',
  permission: 'oncall.manage',
  summary: 'Create a schedule',
  tag: 'schedules',
  body: scheduleInput,
  output: schedule,
  status: 201,
});

export const updateSchedule = endpoint({
  name: 'updateSchedule',
  method: 'PUT',
  path: '/api/v1/schedules/:id',
  permission: 'oncall.manage',
  summary: 'Replace a schedule; send If-Match to guard against lost edits',
  tag: 'schedules',
  params: idParams,
  query: z.strictObject({
    turns: z
      .enum(['keep', 'restart'])
      .default('keep')
      .describe('`keep`: whoever has the running turn of a layer keeps it; `restart`: turns count from `startsOn`'),
  }),
  body: scheduleInput,
  output: schedule,
});

export const deleteSchedule = endpoint({
  name: 'deleteSchedule',
  method: 'DELETE',
  path: '/api/v1/schedules/:id',
  permission: 'oncall.manage',
  summary: 'Delete a schedule that no escalation policy uses',
  tag: 'schedules',
  params: idParams,
  output: noContent,
  status: 204,
});

export const getTimeline = endpoint({
  name: 'getTimeline',
  method: 'GET',
  path: '/api/v1/schedules/:id/timeline',
  permission: 'oncall.read',
  summary: 'Who is on call in a range of time, through which layer, with gaps and hours carried',
  tag: 'schedules',
  params: idParams,
  query: range,
  output: timeline,
});

export const previewSchedule = endpoint({
  name: 'previewSchedule',
  method: 'POST',
  path: '/api/v1/schedules/preview',
  permission: 'oncall.read',
  summary: 'The timeline of a definition that is not saved, and what it would change of a schedule from now on',
  tag: 'schedules',
  body: range.safeExtend({
    timeZone,
    definition: newScheduleDefinition,
    scheduleId: id.optional().describe('The schedule this would replace: its overrides apply, and it is compared with'),
  }),
  output: z.object({
    timeline,
    changes: z
      .array(shiftChange)
      .nullable()
      .describe(`What changes within ${IMPACT_DAYS} days from now; null without a schedule to compare with`),
    warnings: z.array(z.string()).describe('Who takes part in a layer and never comes on call through it'),
  }),
});

export const rotateFeedKey = endpoint({
  name: 'rotateFeedKey',
  method: 'POST',
  path: '/api/v1/schedules/:id/feed-key',
  permission: 'oncall.manage',
  summary: 'Give the iCalendar feed a new path; the old one stops working at once',
  tag: 'schedules',
  params: idParams,
  output: schedule,
});

export const listOverrides = endpoint({
  name: 'listOverrides',
  method: 'GET',
  path: '/api/v1/schedules/:id/overrides',
  permission: 'oncall.read',
  summary: 'List the current and upcoming overrides of a schedule, the next to end first',
  tag: 'schedules',
  params: idParams,
  query: pageQuery.extend({
    madeAs: z.enum(['single', 'rota']).optional().describe('Only those made one by one, or only those of rotas'),
  }),
  output: listOf(override),
});

export const createOverride = endpoint({
  name: 'createOverride',
  method: 'POST',
  path: '/api/v1/schedules/:id/overrides',
  permission: 'oncall.override',
  summary: 'Put a person on call for a while; what is past stays as it was, so a start in the past becomes now',
  tag: 'schedules',
  params: idParams,
  body: z
    .strictObject({
      personId: id,
      replacesPersonId: id
        .nullable()
        .default(null)
        .describe('Whom of several people on call at once; left out, the first of them'),
      startsAt: instantInput,
      endsAt: instantInput,
      reason: z.union([z.literal(''), line(500)]).default(''),
    })
    .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
      path: ['endsAt'],
      error: 'The end must be after the start.',
    }),
  output: override,
  status: 201,
});

export const updateOverride = endpoint({
  name: 'updateOverride',
  method: 'PATCH',
  path: '/api/v1/schedules/:id/overrides/:overrideId',
  permission: 'oncall.override',
  summary:
    'Change an override that is not over; of one that runs, the start stays, and another person takes over from now on as a new override',
  tag: 'schedules',
  params: z.strictObject({ id, overrideId: id }),
  body: z.strictObject({
    personId: id.optional(),
    replacesPersonId: id.nullable().optional(),
    startsAt: instantInput.optional(),
    endsAt: instantInput.optional(),
    reason: z.union([z.literal(''), line(500)]).optional(),
  }),
  output: override,
});

export const takeOver = endpoint({
  name: 'takeOver',
  method: 'POST',
  path: '/api/v1/schedules/:id/take-over',
  permission: 'oncall.override',
  summary: 'Be on call yourself from now until the running shift ends, or until the time you name',
  tag: 'schedules',
  params: idParams,
  body: z.strictObject({
    until: instantInput.optional(),
    reason: z.union([z.literal(''), line(500)]).default(''),
  }),
  output: override,
  status: 201,
});

const ownShift = z
  .strictObject({ personId: id.describe('Who has it now'), startsAt: instantInput, endsAt: instantInput })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    error: 'The end must be after the start.',
  });

export const swapShifts = endpoint({
  name: 'swapShifts',
  method: 'POST',
  path: '/api/v1/schedules/:id/swaps',
  permission: 'oncall.override',
  summary:
    'Let two people trade a shift each: an override for either, both or none; of a running shift, what is left of it',
  tag: 'schedules',
  params: idParams,
  body: z.strictObject({
    first: ownShift,
    second: ownShift,
    reason: z.union([z.literal(''), line(500)]).default(''),
  }),
  output: z.object({ overrides: z.array(override).describe('Over the first shift, then over the second') }),
  status: 201,
});

export const deleteOverride = endpoint({
  name: 'deleteOverride',
  method: 'DELETE',
  path: '/api/v1/schedules/:id/overrides/:overrideId',
  permission: 'oncall.override',
  summary: 'Remove an override; one that is running ends now',
  tag: 'schedules',
  params: z.strictObject({ id, overrideId: id }),
  output: noContent,
  status: 204,
});

export const readScheduleFeed = endpoint({
  name: 'readScheduleFeed',
  method: 'GET',
  path: '/feeds/schedules/:feedKey.ics',
  permission: 'public',
  summary: 'The shifts of the next 90 days as iCalendar, for calendars to subscribe to; the path is the secret',
  tag: 'schedules',
  params: z.strictObject({ feedKey: z.string().regex(/^[0-9a-f]{64}$/) }),
  query: z.strictObject({ person: id.optional().describe('Only the shifts of this person') }),
  output: z.string(),
  contentType: 'text/calendar; charset=utf-8',
});
