import { z } from 'zod';
import { endpoint, id, instant, listOf, nameQuery } from '../endpoint.ts';
import { shift } from './schedules.ts';

const onCallPerson = shift.pick({ personId: true, personName: true, layer: true, gap: true });

export const onCallStatus = z
  .object({
    scheduleId: id,
    scheduleName: z.string(),
    scheduleSlug: z.string(),
    teamId: id.nullable(),
    timeZone: z.string(),
    now: onCallPerson,
    until: instant
      .nullable()
      .describe('When somebody else (or nobody) is on call next; null when that is not in sight'),
    next: onCallPerson.nullable().describe('Who is on call then'),
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
