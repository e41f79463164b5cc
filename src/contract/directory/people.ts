import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, nameQuery, noContent, timeZone } from '../endpoint.ts';
import { type Role, roles } from '../permissions.ts';

/** The identity of a person: one address, lower case. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email('Enter an e-mail address such as ada@example.org.'));

export const role = z.enum(roles).meta({ id: 'Role' });

export const person = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    role,
    timeZone: z.string(),
    status: z.enum(['invited', 'active', 'disabled']),
    removedAt: instant.nullable().describe('When their personal data were removed; null: they were not'),
    teamIds: z.array(id),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Person', description: 'Somebody with access, identified by an e-mail address.' });
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
  teams: 'organisation',
  summary: 'Add a person; they can sign in after accepting an invitation',
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
  teams: 'organisation',
  summary: 'Replace a person; changing the role or address ends their sessions',
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
  teams: 'organisation',
  summary: 'Disable a person: they lose all access immediately and are no longer paged; their history stays',
  tag: 'people',
  params: idParams,
  output: person,
});

export const enablePerson = endpoint({
  name: 'enablePerson',
  method: 'POST',
  path: '/api/v1/people/:id/enable',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Enable a person again',
  tag: 'people',
  params: idParams,
  output: person,
});

export const invitePerson = endpoint({
  name: 'invitePerson',
  method: 'POST',
  path: '/api/v1/people/:id/invitation',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Create a one-time link for this person to choose a password; earlier links stop working',
  tag: 'people',
  confirms: true,
  params: idParams,
  query: z.strictObject({
    mail: z.literal(['true', 'false']).optional().describe('`true`: also e-mail the link to the person'),
  }),
  output: z.object({
    link: z.string(),
    expiresAt: instant,
    mail: z
      .object({ sent: z.boolean(), reason: z.string().nullable() })
      .nullable()
      .describe('Null if no e-mail was requested or no mail server is configured'),
  }),
  status: 201,
  answersSecret: true,
});

export const removeTwoFactorOf = endpoint({
  name: 'removeTwoFactorOf',
  method: 'DELETE',
  path: '/api/v1/people/:id/two-factor',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Remove the second factor and passkeys of a person who has lost them; ends their sessions',
  tag: 'people',
  confirms: true,
  params: idParams,
  output: noContent,
  status: 204,
});
