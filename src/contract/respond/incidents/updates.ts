/** What an incident tells people. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf, pageQuery, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { actorName } from '../pages/page.ts';

export const updateAudiences = ['public', 'executives', 'responders', 'support'] as const;
export const updateStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;

export const incidentUpdate = z
  .object({
    id,
    audience: z.enum(updateAudiences),
    status: z.enum(updateStatuses),
    text: z.string().describe('Markdown'),
    nextUpdateAt: instant.nullable(),
    author: actorName,
    approvedBy: actorName.nullable(),
    at: instant,
  })
  .meta({ id: 'IncidentUpdate', description: 'An update and its audience. Never changed.' });
export type IncidentUpdate = z.output<typeof incidentUpdate>;

export const listIncidentUpdates = endpoint({
  name: 'listIncidentUpdates',
  method: 'GET',
  path: '/api/v1/incidents/:id/updates',
  permission: 'incidents.read',
  summary: 'List updates, newest first',
  tag: 'incidents',
  params: idParams,
  query: pageQuery.extend({ audience: z.enum(updateAudiences).optional() }),
  output: listOf(incidentUpdate),
});

export const postIncidentUpdate = endpoint({
  name: 'postIncidentUpdate',
  method: 'POST',
  path: '/api/v1/incidents/:id/updates',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Post an internal update; public updates go through the status page',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    audience: z.enum(['executives', 'responders', 'support']).default('responders'),
    status: z.enum(updateStatuses),
    text: text(10_000).refine((value) => value.trim() !== '', 'The update is empty.'),
    nextUpdateAt: instantInput.nullish(),
  }),
  output: incidentUpdate,
  status: 201,
});
