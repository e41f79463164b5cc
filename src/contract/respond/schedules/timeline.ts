/** Who is on call when, as it was and as it is planned. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, timeZone } from '../../endpoint.ts';
import { absence } from './absences.ts';
import { holiday } from './calendars.ts';
import { override } from './overrides.ts';
import { storedScheduleDefinition } from './schedule-definition.ts';
import { shadow } from './shadows.ts';

/** The longest timeline that can be asked for at once. */
export const LONGEST_TIMELINE_DAYS = 400;

/** How far ahead a change of a schedule is compared with what is in force. */
export const IMPACT_DAYS = 56;

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
    definition: storedScheduleDefinition,
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
