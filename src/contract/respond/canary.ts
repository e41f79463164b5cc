import { z } from 'zod';
import { endpoint, id, instant } from '../endpoint.ts';

const ms = z.number().optional().describe('Milliseconds; missing where the stage was not reached or did not end');

export const canaryRun = z
  .object({
    node: z.object({ id, name: z.string() }),
    startedAt: instant,
    stages: z.object({ accept: ms, absorb: ms, page: ms, deliver: ms }),
    failedStage: z.enum(['accept', 'absorb', 'page', 'deliver']).nullable(),
    problem: z.string().nullable().describe('Why that stage did not end well'),
    lastGoodAt: instant.nullable().describe('When one last got through, within a day'),
    runs: z.number().int().describe('Within a day'),
    failed: z.number().int().describe('How many of these did not get through'),
  })
  .meta({ id: 'CanaryRun', description: 'A made-up alert on the way of a real one, which ends in a sink.' });
export type CanaryRun = z.output<typeof canaryRun>;

export const readCanary = endpoint({
  name: 'readCanary',
  method: 'GET',
  path: '/api/v1/platform/canary',
  permission: 'platform.read',
  summary: 'Read the last run of the canary on each node, with the time of every stage',
  tag: 'platform',
  output: z.object({
    isOn: z.boolean().describe('Whether EVENKEEL_CANARY is on at the node that answers'),
    items: z.array(canaryRun),
  }),
});
