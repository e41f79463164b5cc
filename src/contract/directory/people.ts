import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, nameQuery, noContent, timeZone } from '../endpoint.ts';
import { type Role, roles } from '../permissions.ts';

/** The identity of a person: one address, lower case. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email('Use an e-mail address such as ada@example.org.'));

export const role = z.enum(roles).meta({ id: 'Role' });

export const person = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    role,
    timeZone: z.string(),
    status: z.enum(['invited', 'active', 'disabled']),
    teamIds: z.array(id),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Person', description: 'Somebody who responds, reads or administers; known by an e-mail address.' });
export type Person = z.output<typeof person>;

export const personInput = z.strictObject({
  email: emailAddress,
  name: line(120),
  role: role.default('responder'),
  timeZone: timeZone.default('UTC'),
});
export type PersonInput = z.output<typeof personInput>;

export const listPeople = endpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  permission: 'directory.read',
  summary: 'List people by name',
  tag: 'people',
  query: nameQuery.extend({
    status: z.enum(['invited', 'active', 'disabled', 'enabled']).optional().describe('`enabled` is invited or active'),
  }),
  output: listOf(person),
});

export const getPerson = endpoint({
  name: 'getPerson',
  method: 'GET',
  path: '/api/v1/people/:id',
  permission: 'directory.read',
  summary: 'Read one person',
  tag: 'people',
  params: idParams,
  output: person,
});

export const createPerson = endpoint({
  name: 'createPerson',
  method: 'POST',
  path: '/api/v1/people',
  permission: 'directory.manage',
  summary: 'Add a person; they sign in after they accepted an invitation',
  tag: 'people',
  confirms: ({ body }) => (body as { role?: Role }).role === 'admin',
  body: personInput,
  output: person,
  status: 201,
});

export const updatePerson = endpoint({
  name: 'updatePerson',
  method: 'PUT',
  path: '/api/v1/people/:id',
  permission: 'directory.manage',
  summary: 'Replace a person; a new role or address ends their sessions',
  tag: 'people',
  confirms: true,
  params: idParams,
  body: personInput,
  output: person,
});

export const disablePerson = endpoint({
  name: 'disablePerson',
  method: 'POST',
  path: '/api/v1/people/:id/disable',
  permission: 'directory.manage',
  summary: 'Take away every access at once; nothing of the record is lost and no page goes to them any more',
  tag: 'people',
  params: idParams,
  output: person,
});

export const enablePerson = endpoint({
  name: 'enablePerson',
  method: 'POST',
  path: '/api/v1/people/:id/enable',
  permission: 'directory.manage',
  summary: 'Give access back',
  tag: 'people',
  params: idParams,
  output: person,
});

export const invitePerson = endpoint({
  name: 'invitePerson',
  method: 'POST',
  path: '/api/v1/people/:id/invitation',
  permission: 'directory.manage',
  summary: 'Make a link with which this person chooses a password, once; earlier links stop working',
  tag: 'people',
  confirms: true,
  params: idParams,
  query: z.strictObject({
    mail: z.literal(['true', 'false']).optional().describe('`true`: send the link to the person as well'),
  }),
  output: z.object({
    link: z.string(),
    expiresAt: instant,
    mail: z
      .object({ sent: z.boolean(), reason: z.string().nullable() })
      .nullable()
      .describe('Null when no mail was asked for, or no mail server is configured'),
  }),
  status: 201,
  answersSecret: true,
});

export const removeTwoFactorOf = endpoint({
  name: 'removeTwoFactorOf',
  method: 'DELETE',
  path: '/api/v1/people/:id/two-factor',
  permission: 'directory.manage',
  summary: 'Remove the second factor and the passkeys of a person who lost them; ends their sessions',
  tag: 'people',
  confirms: true,
  params: idParams,
  output: noContent,
  status: 204,
});
