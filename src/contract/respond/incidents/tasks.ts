/** What is to be done in an incident, besides its checklist. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, named, noContent } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { actorName } from '../pages/page.ts';

export const incidentTask = z
  .object({
    id,
    title: z.string(),
    owner: named.nullable(),
    dueAt: instant.nullable(),
    doneAt: instant.nullable(),
    doneBy: actorName.nullable(),
    createdBy: actorName,
    createdAt: instant,
  })
  .meta({ id: 'IncidentTask' });
export type IncidentTask = z.output<typeof incidentTask>;

export const addIncidentTask = endpoint({
  name: 'addIncidentTask',
  method: 'POST',
  path: '/api/v1/incidents/:id/tasks',
  permission: 'incidents.respond',
  teams: [whose('incident')],
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
  summary: 'Remove a task',
  tag: 'incidents',
  params: taskParams,
  output: noContent,
  status: 204,
});
