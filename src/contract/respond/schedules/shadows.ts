import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf, noContent, pageQuery } from '../../endpoint.ts';
import { whose } from '../../whose.ts';

export const shadow = z
  .object({
    id,
    scheduleId: id,
    personId: id,
    personName: z.string(),
    startsAt: instant,
    endsAt: instant,
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({
    id: 'Shadow',
    description:
      'Somebody who learns: a notice tells them of each page to whoever is on call. They never count as on call.',
  });
export type Shadow = z.output<typeof shadow>;

export const listShadows = endpoint({
  name: 'listShadows',
  method: 'GET',
  path: '/api/v1/schedules/:id/shadows',
  permission: 'oncall.read',
  summary: 'List who shadows a schedule now or later, the next to end first',
  tag: 'shadows',
  params: idParams,
  query: pageQuery,
  output: listOf(shadow),
});

export const addShadow = endpoint({
  name: 'addShadow',
  method: 'POST',
  path: '/api/v1/schedules/:id/shadows',
  permission: 'oncall.override',
  teams: [whose('schedule')],
  summary: 'Let a person shadow whoever is on call on a schedule for a while',
  tag: 'shadows',
  params: idParams,
  body: z
    .strictObject({ personId: id, startsAt: instantInput, endsAt: instantInput })
    .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
      path: ['endsAt'],
      error: 'The end must be after the start.',
    }),
  output: shadow,
  status: 201,
});

export const removeShadow = endpoint({
  name: 'removeShadow',
  method: 'DELETE',
  path: '/api/v1/schedules/:id/shadows/:shadowId',
  permission: 'oncall.override',
  teams: [whose('schedule')],
  summary: 'End the shadowing of a person now, or before it begins',
  tag: 'shadows',
  params: z.strictObject({ id, shadowId: id }),
  output: noContent,
  status: 204,
});
