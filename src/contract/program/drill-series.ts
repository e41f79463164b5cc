/** Drills that come again, and the calendar of all drills. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, timeZone } from '../endpoint.ts';
import { documentKey } from './documents.ts';
import { drillSurroundings } from './drills.ts';

const localTime = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    'Write a time such as 2027-01-12T10:00.',
  )
  .refine(
    (text) => !Number.isNaN(Date.parse(`${text}Z`)) && new Date(`${text}Z`).getUTCDate() === Number(text.slice(8, 10)),
    'This day does not exist.',
  );

const rhythm = z.enum(['weekly', 'monthly', 'quarterly']);

export const drillSeries = z
  .object({
    id,
    name: z.string(),
    team: named.nullable(),
    scenarios: z.array(z.object({ key: z.string(), title: z.string().nullable().describe('Null: no longer in use') })),
    leaders: z.array(named),
    services: z.array(named),
    source: named.nullable(),
    consent: z.string(),
    inSandbox: z.boolean().describe('Pages of its drills are kept in a sandbox'),
    agreed: z.array(named).describe('People who agreed to be notified for real'),
    beforeWebhook: named.nullable().describe('Called before each of its drills starts'),
    afterWebhook: named.nullable().describe('Called after each of its drills has ended'),
    rhythm,
    firstAt: z.string().describe('On the clock of `timeZone`'),
    timeZone: z.string(),
    isStopped: z.boolean(),
    nextDrill: z
      .object({ id, title: z.string(), plannedFor: instant })
      .nullable()
      .describe('The one it has planned last'),
    problem: z.string().nullable().describe('Why it could not plan the next one'),
    version: z.number().int(),
  })
  .meta({ id: 'DrillSeries', description: 'Drills that come again; the next one is planned by itself.' });
export type DrillSeries = z.output<typeof drillSeries>;

export const drillSeriesInput = z.strictObject({
  name: line(120),
  teamId: id.nullable().default(null),
  scenarioKeys: z.array(documentKey).min(1).max(50).describe('They take turns'),
  leaderIds: z.array(id).max(50).default([]).describe('They take turns'),
  serviceIds: z.array(id).max(50).default([]),
  sourceId: id.nullable().default(null).describe('Needed where a scenario sends signals'),
  consent: z.string().trim().max(300).default('').describe('Who agreed; needed where a scenario is unannounced'),
  ...drillSurroundings,
  rhythm,
  firstAt: localTime.describe('The first drill, on the clock of `timeZone`'),
  timeZone,
  isStopped: z.boolean().default(false).describe('Stopped: it plans no more; what is planned stays'),
});
export type DrillSeriesInput = z.output<typeof drillSeriesInput>;

const common = { tag: 'program' } as const;

export const listDrillSeries = endpoint({
  ...common,
  name: 'listDrillSeries',
  method: 'GET',
  path: '/api/v1/drill-series',
  permission: 'program.manage',
  summary: 'List series of drills, newest first',
  query: pageQuery,
  output: listOf(drillSeries),
});

export const getDrillSeries = endpoint({
  ...common,
  name: 'getDrillSeries',
  method: 'GET',
  path: '/api/v1/drill-series/:id',
  permission: 'program.manage',
  summary: 'Read one series of drills',
  params: idParams,
  output: drillSeries,
});

export const createDrillSeries = endpoint({
  ...common,
  name: 'createDrillSeries',
  method: 'POST',
  path: '/api/v1/drill-series',
  permission: 'program.manage',
  summary: 'Start a series of drills; it plans the first one within seconds',
  body: drillSeriesInput,
  output: drillSeries,
  status: 201,
});

export const updateDrillSeries = endpoint({
  ...common,
  name: 'updateDrillSeries',
  method: 'PUT',
  path: '/api/v1/drill-series/:id',
  permission: 'program.manage',
  summary:
    'Replace a series of drills, or stop it; a drill that it has planned stays as it is, and the next ones follow the change. Send If-Match to guard against lost edits',
  params: idParams,
  body: drillSeriesInput,
  output: drillSeries,
});

const feed = z.object({
  feedPath: z.string().describe('Path of the iCalendar feed; whoever knows it can read when drills are'),
});

export const readDrillFeedPath = endpoint({
  ...common,
  name: 'readDrillFeedPath',
  method: 'GET',
  path: '/api/v1/drill-feed',
  permission: 'program.read',
  summary: 'Read where the calendar of drills is',
  output: feed,
});

export const rotateDrillFeedKey = endpoint({
  ...common,
  name: 'rotateDrillFeedKey',
  method: 'POST',
  path: '/api/v1/drill-feed/key',
  permission: 'program.manage',
  summary: 'Give the calendar of drills a new path; the old one stops working at once',
  output: feed,
});

export const readDrillFeed = endpoint({
  ...common,
  name: 'readDrillFeed',
  method: 'GET',
  path: '/feeds/drills/:feedKey.ics',
  permission: 'public',
  summary: 'The planned and past drills as iCalendar; unannounced ones are left out',
  params: z.strictObject({ feedKey: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: z.string(),
  contentType: 'text/calendar; charset=utf-8',
});
