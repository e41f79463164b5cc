/** Roles, and who has which. docs/mechanisms/permissions.md says what follows from one. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, line, noContent, slug, text } from '../endpoint.ts';
import { roles as builtInRoles, type RolePermission, rolePermissions } from '../permissions.ts';
import { whose } from '../whose.ts';
import { role as builtInRole } from './people.ts';

export const mostRoles = 100;
/** Beside the one that everybody has. */
export const mostRolesOfPerson = 50;

const rolePermission = z.enum(rolePermissions as [RolePermission, ...RolePermission[]]);

/** Several of the same are one; in the order of the contract, so that the same set reads the same. */
const permissionSet = z
  .array(rolePermission)
  .min(1, 'Choose at least one permission.')
  .max(rolePermissions.length)
  .transform((given) => rolePermissions.filter((each) => given.includes(each)));

/** Those that are built in have these names. */
const ownSlug = slug.refine(
  (given) => !(builtInRoles as readonly string[]).includes(given),
  'This is the name of a role that is built in.',
);

export const roleInput = z.strictObject({
  slug: ownSlug,
  name: line(120),
  description: text(500).default(''),
  permissions: permissionSet,
});
export type RoleInput = z.output<typeof roleInput>;

export const role = z
  .object({
    id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    builtIn: builtInRole
      .nullable()
      .describe('Which of those that come along and cannot be changed; null: people made it'),
    permissions: z.array(rolePermission).describe('What it lets people do beside reading, which everybody may'),
    holderCount: z.number().int().describe('How many people have it, for everything or for a team'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'OrganisationRole', description: 'A named set of permissions.' });
export type OrganisationRole = z.output<typeof role>;

const scope = {
  teamId: id.nullable().describe('Null: for everything'),
  teamName: z.string().nullable(),
};

export const roleGrant = z
  .object({
    id,
    roleId: id,
    roleName: z.string(),
    permissions: z.array(rolePermission),
    ...scope,
    groupName: z.string().nullable().describe('The group of the identity provider that gave it and takes it away'),
    givenBy: z.string().describe('Who gave it'),
    givenAt: instant,
  })
  .meta({ id: 'RoleGrant', description: 'That somebody has a role, for everything or for one team.' });
export type RoleGrant = z.output<typeof roleGrant>;

export const listRoles = endpoint({
  name: 'listRoles',
  method: 'GET',
  path: '/api/v1/roles',
  permission: 'directory.read',
  summary: 'List the roles: those that are built in, then by name',
  tag: 'roles',
  output: z.object({ items: z.array(role) }),
});

export const getRole = endpoint({
  name: 'getRole',
  method: 'GET',
  path: '/api/v1/roles/:id',
  permission: 'directory.read',
  summary: 'Read one role, and who has it',
  tag: 'roles',
  params: idParams,
  output: role.extend({
    holders: z
      .array(z.object({ personId: id, name: z.string(), ...scope, groupName: z.string().nullable() }))
      .describe('The first 200'),
    groups: z.array(z.object({ groupName: z.string(), ...scope })).describe('Groups that give it'),
  }),
});

export const createRole = endpoint({
  name: 'createRole',
  method: 'POST',
  path: '/api/v1/roles',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Make a role; nobody can make one with a permission that they do not have',
  tag: 'roles',
  confirms: true,
  body: roleInput,
  output: role,
  status: 201,
});

export const updateRole = endpoint({
  name: 'updateRole',
  method: 'PUT',
  path: '/api/v1/roles/:id',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Replace a role; takes effect at once for everybody who has it',
  tag: 'roles',
  confirms: true,
  params: idParams,
  body: roleInput,
  output: role,
});

export const deleteRole = endpoint({
  name: 'deleteRole',
  method: 'DELETE',
  path: '/api/v1/roles/:id',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Delete a role; where people or groups have it, say what they get instead',
  tag: 'roles',
  confirms: true,
  params: idParams,
  query: z.strictObject({
    instead: z
      .union([z.literal('nothing'), id])
      .optional()
      .describe('The id of the role that they get instead, or `nothing`. Needed where anybody has it'),
  }),
  output: noContent,
  status: 204,
});

export const readRolesOf = endpoint({
  name: 'readRolesOf',
  method: 'GET',
  path: '/api/v1/people/:id/roles',
  permission: 'directory.read',
  summary: 'Read which roles a person has, for what, and who or which group gave them',
  tag: 'roles',
  params: idParams,
  output: z
    .object({
      role: builtInRole,
      roleByHand: builtInRole
        .nullable()
        .describe('The role that they have without their groups; null where no group gave a higher one'),
      grants: z.array(roleGrant).describe('Beside it'),
    })
    .meta({ id: 'RolesOfPerson' }),
});

export const giveRole = endpoint({
  name: 'giveRole',
  method: 'POST',
  path: '/api/v1/people/:id/roles',
  permission: 'directory.manage',
  teams: [whose('team', 'body.teamId')],
  summary: 'Give a person a role beside the one they have; nobody can give a permission that they do not have',
  tag: 'roles',
  confirms: true,
  params: idParams,
  body: z.strictObject({
    roleId: id,
    teamId: id.nullable().default(null).describe('Only for what belongs to this team; null: for everything'),
  }),
  output: roleGrant,
  status: 201,
});

export const takeRole = endpoint({
  name: 'takeRole',
  method: 'DELETE',
  path: '/api/v1/people/:id/roles/:grantId',
  permission: 'directory.manage',
  teams: [whose('roleGrant', 'params.grantId')],
  summary: 'Take a role from a person; what a group gave, only the group takes away',
  tag: 'roles',
  confirms: true,
  params: z.strictObject({ id, grantId: id }),
  output: noContent,
  status: 204,
});
