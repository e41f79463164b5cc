import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, pageQuery } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { waiverQuery } from '../waiver.ts';

export const coverRequest = z
  .object({
    id,
    scheduleId: id,
    scheduleName: z.string(),
    timeZone: z.string(),
    personId: id.describe('Whose shift it is: who asks'),
    personName: z.string(),
    startsAt: instant,
    endsAt: instant,
    reason: z.string(),
    state: z
      .enum(['open', 'accepted', 'withdrawn', 'expired'])
      .describe('`expired`: nobody had accepted when the shift ended'),
    acceptedBy: id.nullable(),
    acceptedByName: z.string().nullable(),
    asked: z.array(z.object({ personId: id, name: z.string(), declined: z.boolean() })),
    createdAt: instant,
  })
  .meta({ id: 'CoverRequest', description: 'Somebody asks others to take a shift. The first to accept gets it.' });
export type CoverRequest = z.output<typeof coverRequest>;

export const listCoverRequests = endpoint({
  name: 'listCoverRequests',
  method: 'GET',
  path: '/api/v1/cover-requests',
  permission: 'oncall.read',
  summary: 'List cover requests whose shift is not over, the next to end first',
  tag: 'cover requests',
  query: pageQuery.extend({
    state: z.enum(['open', 'accepted', 'withdrawn']).optional(),
    scheduleId: id.optional(),
    personId: id.optional().describe('Somebody who asks or is asked'),
  }),
  output: listOf(coverRequest),
});

export const getCoverRequest = endpoint({
  name: 'getCoverRequest',
  method: 'GET',
  path: '/api/v1/cover-requests/:id',
  permission: 'oncall.read',
  summary: 'Read one cover request',
  tag: 'cover requests',
  params: idParams,
  output: coverRequest,
});

export const requestCover = endpoint({
  name: 'requestCover',
  method: 'POST',
  path: '/api/v1/cover-requests',
  permission: 'oncall.override',
  teams: [whose('schedule', 'body.scheduleId')],
  summary:
    'Ask whether others can cover a shift of yours; of a running shift, what is left. Who is asked gets an e-mail, and another one a day before it begins',
  tag: 'cover requests',
  body: z
    .strictObject({
      scheduleId: id,
      startsAt: instantInput,
      endsAt: instantInput,
      reason: z.union([z.literal(''), line(500)]).default(''),
      ask: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('person'), personId: id }),
          z.strictObject({ kind: z.literal('team') }),
          z.strictObject({ kind: z.literal('rota') }),
        ])
        .describe('One person, the members of the schedule’s team, or everybody with a turn on the schedule'),
    })
    .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
      path: ['endsAt'],
      error: 'The end must be after the start.',
    }),
  output: coverRequest,
  status: 201,
});

const answer = { method: 'POST', tag: 'cover requests', params: idParams, output: coverRequest } as const;

export const acceptCover = endpoint({
  ...answer,
  name: 'acceptCover',
  path: '/api/v1/cover-requests/:id/acceptance',
  query: waiverQuery,
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Take the shift: an override puts you on call. Only who was asked, and only the first',
});

export const declineCover = endpoint({
  ...answer,
  name: 'declineCover',
  path: '/api/v1/cover-requests/:id/refusal',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Say that you cannot; once everybody has, who asked gets an e-mail',
});

export const withdrawCover = endpoint({
  ...answer,
  name: 'withdrawCover',
  path: '/api/v1/cover-requests/:id/withdrawal',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Take your request back while nobody has accepted',
});
