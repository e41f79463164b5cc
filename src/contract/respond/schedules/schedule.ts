/** Schedules: who is on call by a rule, and the feed of it. */
import { z } from 'zod';
import {
  endpoint,
  id,
  idParams,
  instant,
  line,
  listOf,
  nameQuery,
  noContent,
  slug,
  text,
  timeZone,
} from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { waiverQuery } from '../waiver.ts';
import { storedScheduleDefinition } from './schedule-definition.ts';

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
  definition: storedScheduleDefinition,
});
export type ScheduleInput = z.output<typeof scheduleInput>;

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
  teams: [whose('team', 'body.teamId')],
  summary: 'Create a schedule',
  tag: 'schedules',
  query: waiverQuery,
  body: scheduleInput,
  output: schedule,
  status: 201,
});

export const updateSchedule = endpoint({
  name: 'updateSchedule',
  method: 'PUT',
  path: '/api/v1/schedules/:id',
  permission: 'oncall.manage',
  teams: [whose('schedule'), whose('team', 'body.teamId')],
  summary: 'Replace a schedule; send If-Match to guard against lost edits',
  tag: 'schedules',
  params: idParams,
  query: waiverQuery.extend({
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
  teams: [whose('schedule')],
  summary: 'Delete a schedule that no escalation policy uses',
  tag: 'schedules',
  params: idParams,
  output: noContent,
  status: 204,
});

export const rotateFeedKey = endpoint({
  name: 'rotateFeedKey',
  method: 'POST',
  path: '/api/v1/schedules/:id/feed-key',
  permission: 'oncall.manage',
  teams: [whose('schedule')],
  summary: 'Give the iCalendar feed a new path; the old one stops working at once',
  tag: 'schedules',
  params: idParams,
  output: schedule,
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
