/** Which alerts page most, and what was decided about them. Nothing here keeps an alert from paging: routes do. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf, named, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';
import { isPeriod, period } from './measures.ts';
import { longestOncallDays } from './oncall.ts';

export const noiseGroups = ['alert', 'source', 'route', 'service'] as const;
export const retirementStates = ['proposed', 'retired', 'kept'] as const;

const retirement = z
  .object({
    id,
    source: named.extend({ slug: z.string() }),
    dedupKey: z.string(),
    title: z.string(),
    state: z.enum(retirementStates),
    note: z.string().describe('Why it was proposed, or why it was kept'),
    owner: named.nullable().describe('Who sees to it'),
    dueAt: instant.nullable(),
    isOverdue: z.boolean(),
    proposedBy: actorName,
    proposedAt: instant,
    decidedBy: actorName.nullable(),
    decidedAt: instant.nullable(),
    pagesSince: z.number().int().describe('Pages since it was last proposed or decided; counted up to 1,000'),
  })
  .meta({ id: 'AlertRetirement', description: 'A proposal that an alert shall page no more, and what came of it.' });
export type AlertRetirement = z.output<typeof retirement>;

const noisyAlert = z.object({
  key: z.string().describe('What tells it from the others of the list'),
  name: z.string(),
  source: named.extend({ slug: z.string() }).nullable().describe('Of an alert'),
  dedupKey: z.string().nullable().describe('Of an alert'),
  routeId: id.nullable(),
  serviceId: id.nullable(),
  pages: z.number().int(),
  nightPages: z.number().int().describe('At night for somebody whom they reached'),
  answered: z.number().int().describe('Pages with feedback'),
  acted: z.number().int().describe('Of those, acted on'),
  endedByItself: z.number().int().describe('Alerts that their sender ended, or that expired'),
  alerts: z.number().int(),
  medianSecondsToEnd: z.number().nullable().describe('Of those that ended by themselves'),
  retirement: retirement.nullable(),
});
export type NoisyAlert = z.output<typeof noisyAlert>;

const common = { tag: 'measures' } as const;

export const listNoisyAlerts = endpoint({
  ...common,
  name: 'listNoisyAlerts',
  method: 'GET',
  path: '/api/v1/measures/noisy-alerts',
  permission: 'alerts.read',
  summary: 'What paged most in a period of at most 400 days, most first; at most 50',
  query: z
    .strictObject({
      ...period,
      by: z.enum(noiseGroups).default('alert'),
      teamId: id.optional(),
      serviceId: id.optional(),
    })
    .refine(
      (query) => isPeriod(query, longestOncallDays),
      'The period must end after it starts and may span at most 400 days.',
    ),
  output: z.object({
    from: instant,
    to: instant,
    hours: z.string().describe('What counts as night'),
    pages: z.number().int().describe('All pages of the period'),
    answered: z.number().int(),
    isCut: z.boolean().describe('True when there were more than 100,000 pages: the newest of them are counted'),
    items: z.array(noisyAlert),
  }),
});

export const listAlertRetirements = endpoint({
  ...common,
  name: 'listAlertRetirements',
  method: 'GET',
  path: '/api/v1/measures/noisy-alerts/retirements',
  permission: 'alerts.read',
  summary: 'Alerts that were proposed to page no more, open ones first by their date; at most 200',
  query: z.strictObject({
    ownerId: id.optional(),
    state: z.enum(retirementStates).optional(),
  }),
  output: z.object({ items: listOf(retirement).shape.items }),
});

export const proposeRetirement = endpoint({
  ...common,
  name: 'proposeRetirement',
  method: 'POST',
  path: '/api/v1/measures/noisy-alerts/retirements',
  permission: 'alerts.respond',
  teams: [whose('source', 'body.sourceId')],
  summary:
    'Propose that an alert pages no more, with an owner and a date; it goes on paging until a route says otherwise',
  body: z.strictObject({
    sourceId: id,
    dedupKey: z.string().min(1).max(2_048),
    note: text(1_000).default(''),
    ownerId: id.nullable().default(null),
    dueAt: instantInput.nullable().default(null),
  }),
  output: retirement,
  status: 201,
});

export const decideRetirement = endpoint({
  ...common,
  name: 'decideRetirement',
  method: 'POST',
  path: '/api/v1/measures/noisy-alerts/retirements/:id/decision',
  permission: 'alerts.respond',
  teams: [whose('retirement')],
  summary: 'Note that the alert was retired, is kept for a reason, or is proposed again',
  params: idParams,
  body: z
    .strictObject({ state: z.enum(retirementStates), note: text(1_000).optional().describe('Required for `kept`') })
    .refine(({ state, note }) => state !== 'kept' || (note ?? '').trim() !== '', {
      path: ['note'],
      message: 'Say why it is kept.',
    }),
  output: retirement,
});
