import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, text, timeZone } from '../../endpoint.ts';
import { calendarDate, pilot, sponsor } from '../pilots.ts';

const waveInput = z.strictObject({
  startsOn: calendarDate,
  teamIds: z.array(id).min(1).max(50),
});

const rollOutPart = pilot.pick({
  id: true,
  team: true,
  startsOn: true,
  endsOn: true,
  state: true,
  outcome: true,
  progress: true,
});

const rollOut = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string(),
    pilot: z.object({ id, team: named }).nullable().describe('Whose results it spreads'),
    waves: z.array(
      z.object({
        number: z.number().int().describe('From 1'),
        startsOn: z.string(),
        hasStarted: z.boolean(),
        plans: z.array(rollOutPart).describe('One of each team'),
      }),
    ),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({
    id: 'RollOut',
    description: 'Brings what a pilot found to all teams, in waves; each team has a plan of its own.',
  });
export type RollOut = z.output<typeof rollOut>;

export const rollOutInput = z.strictObject({
  name: line(120),
  pilotId: id.nullable().default(null),
  sponsor: sponsor.nullable().default(null).describe('Of each team’s plan'),
  timeZone,
  waves: z.array(waveInput).min(1).max(20).describe('Each starts after the one before'),
});
export type RollOutInput = z.output<typeof rollOutInput>;

const common = { tag: 'program' } as const;

export const listRollOuts = endpoint({
  ...common,
  name: 'listRollOuts',
  method: 'GET',
  path: '/api/v1/roll-outs',
  permission: 'program.read',
  summary: 'List roll-outs, newest first',
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: listOf(rollOut),
});

export const getRollOut = endpoint({
  ...common,
  name: 'getRollOut',
  method: 'GET',
  path: '/api/v1/roll-outs/:id',
  permission: 'program.read',
  summary: 'Read one roll-out with its waves and the progress of each team',
  params: idParams,
  output: rollOut,
});

export const proposeRollOut = endpoint({
  ...common,
  name: 'proposeRollOut',
  method: 'GET',
  path: '/api/v1/pilots/:id/roll-out',
  permission: 'program.read',
  summary: 'Propose waves for the teams that have no plan, a few at a time and starting after the pilot',
  params: idParams,
  output: z.object({
    waves: z.array(z.object({ startsOn: z.string(), teams: z.array(named) })),
    sponsor: sponsor.nullable(),
    timeZone: z.string(),
    teamsWithPlan: z.array(named).describe('Left out: they have a plan that nobody has ended'),
  }),
});

export const createRollOut = endpoint({
  ...common,
  name: 'createRollOut',
  method: 'POST',
  path: '/api/v1/roll-outs',
  permission: 'program.manage',
  summary: 'Plan a roll-out: a plan for each team of each wave',
  body: rollOutInput,
  output: rollOut,
  status: 201,
});

export const updateRollOut = endpoint({
  ...common,
  name: 'updateRollOut',
  method: 'PATCH',
  path: '/api/v1/roll-outs/:id',
  permission: 'program.manage',
  summary: 'Rename a roll-out; omitted fields are kept',
  params: idParams,
  body: z.strictObject({ name: line(120).optional() }),
  output: rollOut,
});

export const moveWave = endpoint({
  ...common,
  name: 'moveWave',
  method: 'PATCH',
  path: '/api/v1/roll-outs/:id/waves/:number',
  permission: 'program.manage',
  summary: 'Move the start of a wave that has not begun, with all dates of its plans',
  params: idParams.extend({ number: z.coerce.number().int().min(1).max(1000) }),
  body: z.strictObject({ startsOn: calendarDate }),
  output: rollOut,
});

export const addToWave = endpoint({
  ...common,
  name: 'addToWave',
  method: 'POST',
  path: '/api/v1/roll-outs/:id/waves/:number/teams',
  permission: 'program.manage',
  summary: 'Add a team to a wave that has not begun',
  params: idParams.extend({ number: z.coerce.number().int().min(1).max(1000) }),
  body: z.strictObject({ teamId: id }),
  output: rollOut,
});

export const stopRollOut = endpoint({
  ...common,
  name: 'stopRollOut',
  method: 'POST',
  path: '/api/v1/roll-outs/:id/stop',
  permission: 'program.manage',
  summary: 'Stop a roll-out: every plan of it that nobody has ended ends as `stopped`',
  params: idParams,
  body: z.strictObject({ note: text(5_000).default('').describe('Stands on each plan') }),
  output: rollOut,
});
