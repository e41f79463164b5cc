import { z } from 'zod';
import { endpoint, id, instant, instantInput, listOf, pageQuery } from '../endpoint.ts';

export const change = z
  .object({
    id,
    at: instant,
    title: z.string(),
    sourceId: id,
    sourceName: z.string(),
    serviceId: id.nullable(),
    labels: z.record(z.string(), z.string()),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
  })
  .meta({ id: 'Change', description: 'A deployment or similar change that a sender reported. It never alerts.' });
export type Change = z.output<typeof change>;

export const listChanges = endpoint({
  name: 'listChanges',
  method: 'GET',
  path: '/api/v1/changes',
  permission: 'alerts.read',
  summary: 'List changes, newest first',
  tag: 'changes',
  query: pageQuery.extend({
    serviceId: z
      .union([id, z.array(id).max(50)])
      .optional()
      .describe('Of this service, or of any of these'),
    sourceId: id.optional(),
    from: instantInput.optional(),
    until: instantInput.optional(),
  }),
  output: listOf(change),
});
