/** What people do inside a war room: roles, tasks, checklist, timeline, updates, calling others in. */
import { z } from 'zod';
import { endpoint, id, idParams, instantInput, line, listOf, noContent, pageQuery, text } from '../endpoint.ts';
import { escalationTarget } from './escalation-definition.ts';
import {
  incidentRoom,
  incidentTask,
  incidentUpdate,
  presentPerson,
  timelineEvent,
  updateAudiences,
  updateStatuses,
} from './incidents.ts';
import { page } from './pages.ts';
import { roleKeys } from './severities.ts';

const role = z.enum(roleKeys);
const roleParams = idParams.extend({ role });

export const takeIncidentRole = endpoint({
  name: 'takeIncidentRole',
  method: 'POST',
  path: '/api/v1/incidents/:id/roles',
  permission: 'incidents.respond',
  summary: 'Take a role, or give it to somebody. A role held by another is taken over by naming the holder',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    role,
    personId: id.optional().describe('Left out: whoever asks'),
    replacesPersonId: id.optional().describe('The holder who is relieved; refused when somebody else holds it by now'),
  }),
  output: incidentRoom,
});

export const renounceIncidentRole = endpoint({
  name: 'renounceIncidentRole',
  method: 'DELETE',
  path: '/api/v1/incidents/:id/roles/:role/:personId',
  permission: 'incidents.respond',
  summary: 'Step down from a role, or remove somebody from it',
  tag: 'incidents',
  params: roleParams.extend({ personId: id }),
  output: incidentRoom,
});

export const offerIncidentRole = endpoint({
  name: 'offerIncidentRole',
  method: 'POST',
  path: '/api/v1/incidents/:id/roles/:role/offer',
  permission: 'incidents.respond',
  summary: 'Offer a role to somebody, to take over from its holder',
  tag: 'incidents',
  params: roleParams,
  body: z.strictObject({ personId: id }),
  output: incidentRoom,
});

export const withdrawIncidentRoleOffer = endpoint({
  name: 'withdrawIncidentRoleOffer',
  method: 'DELETE',
  path: '/api/v1/incidents/:id/roles/:role/offer',
  permission: 'incidents.respond',
  summary: 'Withdraw the offer of a role, or decline it',
  tag: 'incidents',
  params: roleParams,
  output: incidentRoom,
});

export const acceptIncidentRole = endpoint({
  name: 'acceptIncidentRole',
  method: 'POST',
  path: '/api/v1/incidents/:id/roles/:role/acceptance',
  permission: 'incidents.respond',
  summary: 'Accept a role that was offered to you',
  tag: 'incidents',
  params: roleParams,
  output: incidentRoom,
});

export const addIncidentTask = endpoint({
  name: 'addIncidentTask',
  method: 'POST',
  path: '/api/v1/incidents/:id/tasks',
  permission: 'incidents.respond',
  summary: 'Add a task',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ title: line(500), ownerId: id.nullable().default(null), dueAt: instantInput.nullish() }),
  output: incidentTask,
  status: 201,
});

const taskParams = idParams.extend({ taskId: id });

export const updateIncidentTask = endpoint({
  name: 'updateIncidentTask',
  method: 'PATCH',
  path: '/api/v1/incidents/:id/tasks/:taskId',
  permission: 'incidents.respond',
  summary: 'Change a task, or mark it done or not done; fields left out stay',
  tag: 'incidents',
  params: taskParams,
  body: z.strictObject({
    title: line(500).optional(),
    ownerId: id.nullable().optional(),
    dueAt: instantInput.nullable().optional(),
    isDone: z.boolean().optional(),
  }),
  output: incidentTask,
});

export const deleteIncidentTask = endpoint({
  name: 'deleteIncidentTask',
  method: 'DELETE',
  path: '/api/v1/incidents/:id/tasks/:taskId',
  permission: 'incidents.respond',
  summary: 'Remove a task',
  tag: 'incidents',
  params: taskParams,
  output: noContent,
  status: 204,
});

const tickParams = idParams.extend({ itemId: z.string().regex(/^[a-z0-9-]{1,63}$/) });

export const tickIncidentChecklist = endpoint({
  name: 'tickIncidentChecklist',
  method: 'PUT',
  path: '/api/v1/incidents/:id/checklist/:itemId',
  permission: 'incidents.respond',
  summary: 'Tick an item of the checklist',
  tag: 'incidents',
  params: tickParams,
  output: incidentRoom,
  versionIsOfElse: true,
});

export const untickIncidentChecklist = endpoint({
  name: 'untickIncidentChecklist',
  method: 'DELETE',
  path: '/api/v1/incidents/:id/checklist/:itemId',
  permission: 'incidents.respond',
  summary: 'Untick an item of the checklist',
  tag: 'incidents',
  params: tickParams,
  output: incidentRoom,
});

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

export const pageIntoIncident = endpoint({
  name: 'pageIntoIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/pages',
  permission: 'incidents.respond',
  summary: 'Page a person, a team, whoever is on call, or a policy into the incident',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({
    target: z.union([escalationTarget(id), z.strictObject({ kind: z.literal('policy'), id })]),
    message: text(4_000).default(''),
  }),
  output: page,
  status: 201,
});

export const joinIncident = endpoint({
  name: 'joinIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/presence',
  permission: 'incidents.read',
  summary: 'Report that you are viewing the incident (every few seconds), and see who else is',
  tag: 'incidents',
  params: idParams,
  output: z.object({ items: z.array(presentPerson) }),
});
