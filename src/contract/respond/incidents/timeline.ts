/** What happened in an incident. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, listOf, pageQuery, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { actorName } from '../pages/page.ts';

export const timelineEvent = z
  .object({
    id,
    at: instant.describe('When it happened'),
    recordedAt: instant,
    kind: z
      .string()
      .describe('declared, lifecycle, severity, role, task, update, checklist, alert, page, instant, reminder, note …'),
    text: z.string(),
    isKey: z.boolean(),
    actor: actorName,
    data: z.record(z.string(), z.unknown()),
    original: z.object({ text: z.string(), at: instant }).nullable().describe('How it read before the first edit'),
    editedAt: instant.nullable(),
    editedBy: actorName.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.output<typeof timelineEvent>;

export const listIncidentTimeline = endpoint({
  name: 'listIncidentTimeline',
  method: 'GET',
  path: '/api/v1/incidents/:id/timeline',
  permission: 'incidents.read',
  summary: 'Read what happened, key events or everything',
  tag: 'incidents',
  params: idParams,
  query: pageQuery.extend({
    show: z.enum(['key', 'everything']).default('everything'),
    order: z.enum(['newest-first', 'oldest-first']).default('newest-first'),
  }),
  output: listOf(timelineEvent),
});

export const getIncidentTimelineEvent = endpoint({
  name: 'getIncidentTimelineEvent',
  method: 'GET',
  path: '/api/v1/incidents/:id/timeline/:eventId',
  permission: 'incidents.read',
  summary: 'Read one event of the timeline',
  tag: 'incidents',
  params: idParams.extend({ eventId: id }),
  output: timelineEvent,
});

export const addIncidentNote = endpoint({
  name: 'addIncidentNote',
  method: 'POST',
  path: '/api/v1/incidents/:id/timeline',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Add a note to the timeline',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    text: text(5_000).refine((value) => value.trim() !== '', 'The note is empty.'),
    at: instantInput.optional().describe('When it happened; left out, now'),
    isKey: z.boolean().default(false),
  }),
  output: timelineEvent,
  status: 201,
});

export const editIncidentTimeline = endpoint({
  name: 'editIncidentTimeline',
  method: 'PATCH',
  path: '/api/v1/incidents/:id/timeline/:eventId',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Edit an event of the timeline or mark it as a key event; how it read first is kept, fields left out stay',
  tag: 'incidents',
  params: idParams.extend({ eventId: id }),
  body: z.strictObject({
    text: text(5_000)
      .refine((value) => value.trim() !== '', 'The text is empty.')
      .optional(),
    at: instantInput.optional(),
    isKey: z.boolean().optional(),
  }),
  output: timelineEvent,
});
