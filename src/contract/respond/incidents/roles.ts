/** Who holds which role in an incident. */
import { z } from 'zod';
import { endpoint, id, idParams } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { roleKeys } from '../severities.ts';
import { waiverQuery } from '../waiver.ts';
import { incidentRoom } from './room.ts';

export const role = z.enum(roleKeys);
const roleParams = idParams.extend({ role });

export const takeIncidentRole = endpoint({
  name: 'takeIncidentRole',
  method: 'POST',
  path: '/api/v1/incidents/:id/roles',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Take a role, or give it to somebody. A role held by another is taken over by naming the holder',
  tag: 'incidents',
  params: idParams,
  query: waiverQuery,
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
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
  teams: [whose('incident')],
  summary: 'Accept a role that was offered to you',
  tag: 'incidents',
  params: roleParams,
  query: waiverQuery,
  output: incidentRoom,
});
