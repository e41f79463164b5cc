/** Calendars that say what a sprint is: by length or as another tool lists them, of the organisation or of a team. */
import { z } from 'zod';
import { dateInput, endpoint, id, idParams, instant, named, noContent, timeZone } from '../endpoint.ts';

export const importFormats = ['ical', 'csv', 'jira'] as const;
export const largestSprintText = 500_000;

const sprintDays = z.object({ name: z.string(), firstDate: z.string(), lastDate: z.string() });

const savedCalendar = z
  .object({
    id,
    team: named.nullable().describe('Null: of the organisation, for every team without its own'),
    effectiveFrom: z.string().describe('The first day that it counts; what was before stays as it was'),
    zone: z.string(),
    origin: z.enum(['length', ...importFormats]),
    startDate: z.string().nullable(),
    lengthDays: z.number().int().nullable(),
    sprintCount: z.number().int().nullable().describe('Of those listed'),
    lastDate: z.string().nullable().describe('After it, incidents are in no sprint; null: it never ends'),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'SavedSprintCalendar', description: 'A calendar of sprints and the day from which it counts.' });
export type SavedSprintCalendar = z.output<typeof savedCalendar>;

export const sprintRuleInput = z.discriminatedUnion('origin', [
  z.strictObject({
    origin: z.literal('length'),
    startDate: dateInput.describe('First day of sprint 1'),
    lengthDays: z.int().min(5).max(90),
  }),
  z.strictObject({
    origin: z.enum(importFormats),
    text: z
      .string()
      .min(1)
      .max(largestSprintText)
      .describe(
        'iCalendar; CSV with name, first and last day; or the JSON of Jira’s `GET /rest/agile/1.0/board/{id}/sprint`',
      ),
  }),
]);

const calendarInput = z.strictObject({
  teamId: id.nullable().default(null).describe('Null: of the organisation'),
  effectiveFrom: dateInput.nullable().default(null).describe('Null: the first day of its first sprint'),
  zone: timeZone,
  rule: sprintRuleInput,
});
export type SprintCalendarFields = z.output<typeof calendarInput>;

const common = { tag: 'measures', permission: 'incidents.manage' } as const;

export const listSprintCalendars = endpoint({
  ...common,
  name: 'listSprintCalendars',
  method: 'GET',
  path: '/api/v1/sprint-calendars',
  permission: 'measures.read',
  summary: 'List the calendars of sprints: the organisation first, then by team, the latest first; at most 500',
  output: z.object({ items: z.array(savedCalendar) }),
});

const recount = {
  sprints: z
    .array(sprintDays.extend({ n: z.number().int().nullable().describe('Incidents; null before it begins') }))
    .describe('From that day on, at most 200, a year ahead'),
  recounted: z
    .object({ sprints: z.number().int(), incidents: z.number().int() })
    .describe('Sprints up to now that the calendar in force has from that day on: they are replaced'),
  outsideCount: z.number().int().describe('Incidents up to now that would be in no sprint'),
};

export const previewSprintRemoval = endpoint({
  ...common,
  name: 'previewSprintRemoval',
  method: 'GET',
  path: '/api/v1/sprint-calendars/:id/removal',
  summary: 'What removing a calendar of sprints would change; nothing is removed',
  params: idParams,
  output: z
    .object({
      ...recount,
      removed: savedCalendar,
      goals: z
        .array(named)
        .describe('Goals of incidents per sprint that are counted by it, at most 50, the newest first'),
      digestCount: z.number().int().describe('Digests that go out after its sprints'),
    })
    .meta({ id: 'SprintRemovalPreview' }),
});

export const previewSprintCalendar = endpoint({
  ...common,
  name: 'previewSprintCalendar',
  method: 'POST',
  path: '/api/v1/sprint-calendars/preview',
  summary: 'What a calendar of sprints would change; nothing is saved',
  body: calendarInput,
  output: z
    .object({
      effectiveFrom: z.string(),
      notes: z.array(z.string()).describe('What was left out or changed on reading'),
      ...recount,
    })
    .meta({ id: 'SprintCalendarPreview' }),
});

export const createSprintCalendar = endpoint({
  ...common,
  name: 'createSprintCalendar',
  method: 'POST',
  path: '/api/v1/sprint-calendars',
  summary: 'Add a calendar of sprints; earlier sprints stay as they are',
  body: calendarInput,
  output: savedCalendar,
  status: 201,
});

export const removeSprintCalendar = endpoint({
  ...common,
  name: 'removeSprintCalendar',
  method: 'DELETE',
  path: '/api/v1/sprint-calendars/:id',
  summary: 'Remove a calendar of sprints: the one before it holds again; it can be restored',
  params: idParams,
  output: noContent,
  status: 204,
});

export const restoreSprintCalendar = endpoint({
  ...common,
  name: 'restoreSprintCalendar',
  method: 'POST',
  path: '/api/v1/sprint-calendars/:id/restoration',
  summary: 'Restore a removed calendar of sprints',
  params: idParams,
  output: savedCalendar,
});

export const exportSprintCalendar = endpoint({
  ...common,
  name: 'exportSprintCalendar',
  method: 'GET',
  path: '/api/v1/sprint-calendars/:id/sprints.csv',
  permission: 'measures.read',
  summary: 'The listed sprints of a calendar as CSV, as they can be imported again; of one by length only the head',
  params: idParams,
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});
