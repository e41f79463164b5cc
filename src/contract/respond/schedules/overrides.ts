/** Putting somebody else on call for a while. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, noContent, pageQuery } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { waiverQuery } from '../waiver.ts';

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
  teams: [whose('schedule')],
  summary: 'Put a person on call for a while; what is past stays as it was, so a start in the past becomes now',
  tag: 'schedules',
  params: idParams,
  query: waiverQuery,
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
  teams: [whose('schedule')],
  summary:
    'Change an override that is not over; of one that runs, the start stays, and another person takes over from now on as a new override',
  tag: 'schedules',
  params: z.strictObject({ id, overrideId: id }),
  query: waiverQuery,
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
  teams: [whose('schedule')],
  summary: 'Be on call yourself from now until the running shift ends, or until the time you name',
  tag: 'schedules',
  params: idParams,
  query: waiverQuery,
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
  teams: [whose('schedule')],
  summary:
    'Let two people trade a shift each: an override for either, both or none; of a running shift, what is left of it',
  tag: 'schedules',
  params: idParams,
  query: waiverQuery,
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
  teams: [whose('schedule')],
  summary: 'Remove an override; one that is running ends now',
  tag: 'schedules',
  params: z.strictObject({ id, overrideId: id }),
  output: noContent,
  status: 204,
});
