import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, pageQuery } from '../endpoint.ts';

const results = ['ready', 'nobody', 'does_not_wake', 'catch_all_only'] as const;

export const readinessGap = z.object({
  problem: z
    .enum(['nobody', 'does_not_wake', 'catch_all_only'])
    .describe('It reaches nobody; whom it reaches nothing wakes; only the catch-all is reached'),
  startsAt: instant,
  endsAt: instant,
  sentence: z.string(),
  mend: z.object({ text: z.string(), path: z.string() }),
});

export const serviceReadiness = z
  .object({
    service: z.object({ id, name: z.string(), slug: z.string() }),
    result: z.enum(results).describe('`ready`, or the worst of its gaps'),
    gaps: z.array(readinessGap).describe('In order of time, the first 20'),
    computedAt: instant.describe('Changes since then are not in it'),
    until: instant,
  })
  .meta({
    id: 'ServiceReadiness',
    description: 'Whether an alert of a service would wake somebody at any time of the next 30 days.',
  });
export type ServiceReadiness = z.output<typeof serviceReadiness>;

export const listReadiness = endpoint({
  name: 'listReadiness',
  method: 'GET',
  path: '/api/v1/readiness',
  permission: 'oncall.read',
  summary: 'List services with what would keep a page from waking somebody in the next 30 days',
  tag: 'coverage',
  query: pageQuery.extend({
    result: z
      .enum([...results, 'not-ready'])
      .optional()
      .describe('`not-ready`: every service with a gap'),
    teamId: id.optional(),
  }),
  output: listOf(serviceReadiness),
});

export const readServiceReadiness = endpoint({
  name: 'readServiceReadiness',
  method: 'GET',
  path: '/api/v1/services/:id/readiness',
  permission: 'oncall.read',
  summary: 'Say whether an alert of a service would wake somebody at any time of the next 30 days; computed now',
  tag: 'coverage',
  params: idParams,
  output: serviceReadiness,
});

export const exportReadiness = endpoint({
  name: 'exportReadiness',
  method: 'GET',
  path: '/api/v1/readiness.csv',
  permission: 'oncall.read',
  summary: 'The gaps of every service as CSV, one a line',
  tag: 'coverage',
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});
