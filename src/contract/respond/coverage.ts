import { z } from 'zod';
import { endpoint, id, idParams, instant } from '../endpoint.ts';

export const coverageKinds = [
  'source',
  'service',
  'severity',
  'route',
  'escalation-policy',
  'schedule',
  'default-policy',
] as const;
export type CoverageKind = (typeof coverageKinds)[number];

const subject = z.object({
  kind: z.enum([...coverageKinds, 'incident']),
  id: id.nullable().describe('For a severity its number; null for the default escalation policy'),
  name: z.string(),
});

/** What to do about it: a sentence, and the screen where it is done. */
const mend = z.object({ text: z.string(), path: z.string() });

export const coverageHole = z
  .object({
    subject,
    reach: z
      .enum(['nobody', 'later', 'partly'])
      .describe(
        'Nobody is reached now, nobody is reached at a time within seven days, or somebody is and others are not',
      ),
    sentence: z.string(),
    mend,
  })
  .meta({ id: 'CoverageHole', description: 'Something that should page somebody and would not.' });
export type CoverageHole = z.output<typeof coverageHole>;

export const coverage = z
  .object({
    subject,
    result: z
      .enum(['people', 'nobody', 'by-choice'])
      .describe('Who would be paged now: people, nobody although somebody should be, or nobody because people said so'),
    people: z.array(z.object({ id, name: z.string(), channels: z.array(z.string()) })).describe('Those notified first'),
    policy: z.object({ id, name: z.string() }).nullable(),
    sentence: z.string(),
    mend: mend.nullable(),
    holes: z.array(coverageHole).describe('Also those of the next seven days'),
  })
  .meta({ id: 'Coverage', description: 'Who would be paged now, by what, and if nobody, why.' });
export type Coverage = z.output<typeof coverage>;

export const listCoverageHoles = endpoint({
  name: 'listCoverageHoles',
  method: 'GET',
  path: '/api/v1/coverage',
  permission: 'oncall.read',
  summary: 'List every source, service, severity, policy and schedule that would page nobody, now or within seven days',
  tag: 'coverage',
  output: z.object({
    checkedAt: instant,
    items: z.array(coverageHole),
    isComplete: z.boolean().describe('False when only the first 200 are listed'),
  }),
});

export const readCoverage = endpoint({
  name: 'readCoverage',
  method: 'GET',
  path: '/api/v1/coverage/:kind/:id',
  permission: 'oncall.read',
  summary: 'Say who would be paged now for one source, service, severity, route, policy or schedule',
  tag: 'coverage',
  params: z.strictObject({
    kind: z.enum(coverageKinds),
    id: z.coerce.number().int().min(0).describe('0 with `default-policy`: alerts that have no service'),
  }),
  output: coverage,
});

export const alertPaging = z
  .object({
    outcome: z
      .enum(['people', 'waiting', 'nobody', 'over'])
      .describe('Reached people, still under way, reached nobody, or ended before anybody was notified'),
    people: z.array(z.object({ id, name: z.string() })),
    pages: z
      .array(z.object({ id, isJoined: z.boolean().describe('It was open before, and the alert joined it') }))
      .describe('The pages it is part of, newest first'),
    because: z
      .string()
      .nullable()
      .describe(
        'For `nobody` and `over`, a stable word for the reason. Before any page: `suppressed`, `paused`, `maintenance`, `route`, `severity`, `source`, `resolved`, `acknowledged`. Of its page: `no_service`, `no_policy`, `policy_unreadable`, `delivery_failed`, `person_unreachable`, `step_empty`',
      ),
    sentence: z.string(),
    mend: mend.nullable(),
  })
  .meta({ id: 'AlertPaging', description: 'Who was paged for an alert, and if nobody, why.' });
export type AlertPaging = z.output<typeof alertPaging>;

export const readAlertPaging = endpoint({
  name: 'readAlertPaging',
  method: 'GET',
  path: '/api/v1/alerts/:id/paging',
  permission: 'alerts.read',
  summary: 'Say who was paged for an alert, and if nobody, why',
  tag: 'alerts',
  params: idParams,
  output: alertPaging,
});
