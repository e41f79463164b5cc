import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { waiverQuery } from '../waiver.ts';

/** How many weeks a rota is generated for at most. */
export const MOST_ROTA_WEEKS = 26;

/** How many turns one rota has at most, and how many overrides. */
export const MOST_ROTA_TURNS = 130;
export const MOST_ROTA_OVERRIDES = 400;

export const rotaDefaults = { weeks: 8, countWeeks: 12, restHours: 11 };

const burden = z
  .object({
    hours: z.number(),
    nightHours: z.number().describe('22:00 to 07:00 by the clock of the schedule'),
    weekendHours: z.number(),
    holidayHours: z.number().describe('On holidays of the schedule’s team'),
  })
  .meta({
    id: 'OnCallBurden',
    description: 'Hours on call; those at night, at the weekend and on holidays are part of `hours`.',
  });
export type OnCallBurden = z.output<typeof burden>;

const reassigned = z.object({ personId: id, startsAt: instant, endsAt: instant });

export const rotaProblem = z
  .enum(['away', 'elsewhere', 'rest', 'in_row'])
  .describe(
    '`away`: nobody is there all through the turn; `elsewhere`: on call at the same time on another schedule, here by an override or in another layer; `rest`: too few hours off before or after; `in_row`: too many turns in a row',
  );
export type RotaProblem = z.output<typeof rotaProblem>;

export const rotaProposal = z
  .object({
    layer: z.string(),
    from: instant.describe('The first turn begins here'),
    to: instant.describe('The last turn ends here'),
    scheduleChangedAt: instant.describe('Send it as `unchangedSince` when you apply the rota'),
    turns: z
      .array(
        z.object({
          startsAt: instant,
          endsAt: instant,
          hours: z.number(),
          rotationPersonId: id.nullable().describe('Whose turn it is by the rotation; null when they are deactivated'),
          rotationPersonName: z.string().nullable(),
          personId: id,
          personName: z.string(),
          problems: z.array(rotaProblem),
        }),
      )
      .describe('By start'),
    load: z
      .array(
        z.object({
          personId: id,
          personName: z.string(),
          served: burden.describe('In the weeks before'),
          countsAsAverage: z
            .boolean()
            .describe('Joined the rotation in that time, or was away for most of it: nothing is made up for'),
          rotation: burden.describe('What the rotation would give them'),
          rota: burden,
        }),
      )
      .describe('Per person, in the order of the rotation: everything on this schedule from `from` to `to`'),
    overrides: z.array(reassigned).describe('What applying the rota takes; none when the rotation is even as it is'),
  })
  .meta({ id: 'RotaProposal', description: 'Who would take which turn, beside the rotation.' });
export type RotaProposal = z.output<typeof rotaProposal>;

export const rota = z
  .object({
    id,
    startsAt: instant,
    endsAt: instant,
    overrides: z.number().int().describe('Those that run or lie ahead'),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({
    id: 'Rota',
    description: 'Overrides that were made together, so that the turns of a rotation are shared evenly.',
  });
export type Rota = z.output<typeof rota>;

const params = idParams;

export const previewRota = endpoint({
  name: 'previewRota',
  method: 'POST',
  path: '/api/v1/schedules/:id/rotas/preview',
  permission: 'oncall.read',
  summary:
    'Generate a rota that shares hours, nights, weekends and holidays evenly and respects absences; changes nothing',
  tag: 'rotas',
  params,
  body: z.strictObject({
    layer: z.string().max(100).optional().describe('Needed where the schedule has several'),
    from: instantInput.optional().describe('The first turn that begins then or later; left out or past, from now on'),
    weeks: z.int().min(1).max(MOST_ROTA_WEEKS).default(rotaDefaults.weeks),
    personIds: z.array(id).min(1).max(100).optional().describe('Who takes turns; left out, everybody in the rotation'),
    countWeeks: z
      .int()
      .min(0)
      .max(52)
      .default(rotaDefaults.countWeeks)
      .describe('Whoever carried more in so many weeks before gets less now'),
    restHours: z
      .int()
      .min(0)
      .max(168)
      .default(rotaDefaults.restHours)
      .describe('Hours off between two stretches on call'),
    mostInRow: z
      .int()
      .min(1)
      .max(30)
      .optional()
      .describe('Turns in a row for one person; left out, as many as the rotation has'),
  }),
  output: rotaProposal,
});

export const applyRota = endpoint({
  name: 'applyRota',
  method: 'POST',
  path: '/api/v1/schedules/:id/rotas',
  permission: 'oncall.manage',
  teams: [whose('schedule')],
  summary: 'Put a rota in force: its overrides, all of them or none; what is past stays as it was',
  tag: 'rotas',
  params,
  query: waiverQuery,
  body: z.strictObject({
    overrides: z
      .array(z.strictObject({ personId: id, startsAt: instantInput, endsAt: instantInput }))
      .min(1)
      .max(MOST_ROTA_OVERRIDES)
      .describe('As the preview gives them'),
    unchangedSince: instantInput
      .optional()
      .describe('`scheduleChangedAt` of the preview: refused when the schedule or its overrides changed since'),
  }),
  output: rota,
  status: 201,
});

export const listRotas = endpoint({
  name: 'listRotas',
  method: 'GET',
  path: '/api/v1/schedules/:id/rotas',
  permission: 'oncall.read',
  summary: 'List the rotas of a schedule that are not over, the newest first',
  tag: 'rotas',
  params,
  output: listOf(rota),
});

export const removeRota = endpoint({
  name: 'removeRota',
  method: 'DELETE',
  path: '/api/v1/schedules/:id/rotas/:rotaId',
  permission: 'oncall.manage',
  teams: [whose('schedule')],
  summary: 'Take a rota back: its overrides that lie ahead go, one that runs ends now; answers what was taken back',
  tag: 'rotas',
  params: z.strictObject({ id, rotaId: id }),
  output: z.object({ overrides: z.array(reassigned).describe('Applied again, they are the rota as it was') }),
});
