import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, noContent, pageQuery } from '../../endpoint.ts';

export const absence = z
  .object({
    id,
    personId: id,
    personName: z.string(),
    startsAt: instant,
    endsAt: instant,
    note: z.string(),
    calendarId: id.nullable().describe('The calendar it was read from, where it is changed; null when entered by hand'),
    calendarName: z.string().nullable(),
  })
  .meta({
    id: 'Absence',
    description: 'When somebody is away. It takes nobody off call: it shows which shifts need cover.',
  });
export type Absence = z.output<typeof absence>;

export const listAbsences = endpoint({
  name: 'listAbsences',
  method: 'GET',
  path: '/api/v1/absences',
  permission: 'oncall.read',
  summary: 'List absences that run or lie ahead, the next to end first',
  tag: 'absences',
  query: pageQuery.extend({ personId: id.optional() }),
  output: listOf(absence),
});

export const createAbsence = endpoint({
  name: 'createAbsence',
  method: 'POST',
  path: '/api/v1/absences',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Say when somebody is away: yourself, or with `oncall.manage` anybody',
  tag: 'absences',
  body: z
    .strictObject({
      personId: id.optional().describe('Left out, yourself'),
      startsAt: instantInput,
      endsAt: instantInput,
      note: z.union([z.literal(''), line(200)]).default(''),
    })
    .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
      path: ['endsAt'],
      error: 'The end must be after the start.',
    }),
  output: absence,
  status: 201,
});

export const deleteAbsence = endpoint({
  name: 'deleteAbsence',
  method: 'DELETE',
  path: '/api/v1/absences/:id',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Remove an absence: your own, or with `oncall.manage` anybody’s',
  tag: 'absences',
  params: idParams,
  output: noContent,
  status: 204,
});
