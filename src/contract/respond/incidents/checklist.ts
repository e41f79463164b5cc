/** The checklist of an incident's protocol. */
import { z } from 'zod';
import { endpoint, idParams } from '../../endpoint.ts';
import { incidentRoom } from './room.ts';

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
