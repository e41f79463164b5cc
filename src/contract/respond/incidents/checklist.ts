/** The checklist of an incident's protocol. */
import { z } from 'zod';
import { endpoint, idParams } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { protocolKey } from '../protocols.ts';
import { incidentRoom } from './room.ts';

const tickParams = idParams.extend({ itemId: z.string().regex(/^[a-z0-9-]{1,63}$/) });

export const tickIncidentChecklist = endpoint({
  name: 'tickIncidentChecklist',
  method: 'PUT',
  path: '/api/v1/incidents/:id/checklist/:itemId',
  permission: 'incidents.respond',
  teams: [whose('incident')],
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
  teams: [whose('incident')],
  summary: 'Untick an item of the checklist',
  tag: 'incidents',
  params: tickParams,
  output: incidentRoom,
});

export const chooseIncidentProtocol = endpoint({
  name: 'chooseIncidentProtocol',
  method: 'POST',
  path: '/api/v1/incidents/:id/protocol',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Work through another protocol; what is ticked stays ticked',
  tag: 'incidents',
  params: idParams,
  body: z.strictObject({ protocolKey: protocolKey.nullable().describe('Null: that of the severity') }),
  output: incidentRoom,
});
