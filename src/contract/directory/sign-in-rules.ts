/** Who may come in by single sign-on, and what their groups there give them here. */
import { z } from 'zod';
import { endpoint, id, instant, line } from '../endpoint.ts';
import { roles } from '../permissions.ts';
import { role } from './people.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'Enter a domain such as example.org.');

export const groupName = line(255).describe('As the provider sends it: a name, or for Entra ID an object id');
export const mostGroupRules = 300;

/** What stays the same where teams are named by their slugs. */
export const signInRulesShape = {
  join: z
    .strictObject({
      isOpen: z.boolean().describe('Whether people who are not in the directory are added at their first sign-in'),
      domains: z.array(domain).max(50).default([]).describe('Their address must be in one of these; empty: in any'),
      groups: z.array(groupName).max(50).default([]).describe('They must be in one of these; empty: in none'),
      claim: z
        .strictObject({ name: line(200), value: line(500) })
        .nullable()
        .default(null)
        .describe('The provider must send this claim with this value, such as `hd` with your domain for Google'),
      role: z.enum(['viewer', 'responder']).default('viewer').describe('Their role, unless a group gives a higher one'),
    })
    .refine(
      ({ isOpen, domains, groups, claim }) => !isOpen || domains.length > 0 || groups.length > 0 || claim !== null,
      'Say who may join: by the domain of their address, a group or a claim.',
    ),
  isRequired: z
    .boolean()
    .default(false)
    .describe(
      'Nobody but emergency admins signs in with a password or a passkey; in force while a provider is configured',
    ),
  trustsAddresses: z
    .boolean()
    .default(false)
    .describe(
      'Trust e-mail addresses the provider does not mark as verified (Entra ID). Only where people cannot choose their own address there. Never links an admin',
    ),
  groupsClaim: line(200).default('groups').describe('The claim that holds the groups; dots lead into objects'),
};

const groupRule = z
  .strictObject({
    group: groupName,
    role: role.nullable().default(null),
    teamId: id.nullable().default(null),
    leads: z.boolean().default(false).describe('They lead the team'),
  })
  .refine(({ role: given, teamId }) => given !== null || teamId !== null, 'Choose a role, a team or both.')
  .refine(({ leads, teamId }) => !leads || teamId !== null, {
    path: ['leads'],
    message: 'Choose the team that they lead.',
  });

const groupRole = z.strictObject({
  group: groupName,
  roleId: id,
  teamId: id.nullable().default(null).describe('Only for what belongs to this team; null: for everything'),
});

export const mostEmergencyAdmins = 10;

export const signInRulesInput = z
  .strictObject({
    ...signInRulesShape,
    emergencyAdminIds: z
      .array(id)
      .max(mostEmergencyAdmins)
      .default([])
      .describe('Admins who still sign in with a password or a passkey while single sign-on is required'),
    groups: z.array(groupRule).max(mostGroupRules).default([]),
    groupRoles: z
      .array(groupRole)
      .max(mostGroupRules)
      .optional()
      .describe('Roles that groups give beside the first one; left out: as they are'),
  })
  .refine(({ isRequired, emergencyAdminIds }) => !isRequired || emergencyAdminIds.length > 0, {
    path: ['emergencyAdminIds'],
    message: 'Name an emergency admin, so that a provider that is away locks nobody out.',
  });
export type SignInRulesInput = z.output<typeof signInRulesInput>;

const signInRules = z
  .object({
    provider: z.object({ issuer: z.string() }).nullable().describe('Null: no OpenID Connect provider is configured'),
    join: z.object({
      isOpen: z.boolean(),
      domains: z.array(z.string()),
      groups: z.array(z.string()),
      claim: z.object({ name: z.string(), value: z.string() }).nullable(),
      role: z.enum(['viewer', 'responder']),
    }),
    isRequired: z.boolean(),
    emergencyAdminIds: z.array(id),
    lastEmergencySignIn: z
      .object({ name: z.string(), at: instant })
      .nullable()
      .describe('The last within three days that came past the provider'),
    trustsAddresses: z.boolean(),
    groupsClaim: z.string(),
    groups: z.array(
      z.object({
        group: z.string(),
        role: z.enum(roles).nullable(),
        teamId: id.nullable(),
        teamName: z.string().nullable(),
        leads: z.boolean(),
      }),
    ),
    groupRoles: z.array(
      z.object({
        group: z.string(),
        roleId: id,
        roleName: z.string(),
        teamId: id.nullable(),
        teamName: z.string().nullable(),
      }),
    ),
    version: z.number().int().describe('0 until somebody has edited it'),
  })
  .meta({ id: 'SignInRules', description: 'Who may come in by single sign-on, and what their groups give them.' });
export type SignInRules = z.output<typeof signInRules>;

export const readSignInRules = endpoint({
  name: 'readSignInRules',
  method: 'GET',
  path: '/api/v1/sign-in-rules',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Read who may come in by single sign-on, and what their groups give them',
  tag: 'session',
  output: signInRules,
});

export const updateSignInRules = endpoint({
  name: 'updateSignInRules',
  method: 'PUT',
  path: '/api/v1/sign-in-rules',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Replace who may come in by single sign-on; takes effect at each next sign-in',
  tag: 'session',
  confirms: true,
  body: signInRulesInput,
  output: signInRules,
});

export const startTestSignIn = endpoint({
  name: 'startTestSignIn',
  method: 'POST',
  path: '/api/v1/sign-in-rules/tests',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Begin a test sign-in at the provider: shows what would happen, and changes nothing',
  tag: 'session',
  query: z.strictObject({ protocol: z.enum(['oidc', 'saml']).default('oidc') }),
  output: z.object({ url: z.string().describe('Where the browser goes on; it comes back to the settings') }),
  status: 201,
});

export const readTestSignIn = endpoint({
  name: 'readTestSignIn',
  method: 'GET',
  path: '/api/v1/sign-in-rules/tests/:token',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Read the result of a test sign-in, for ten minutes',
  tag: 'session',
  params: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  output: z
    .object({
      isAllowed: z.boolean(),
      sentences: z.array(z.string()).describe('What would happen, in order'),
      claims: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .nullable()
        .describe('What the provider sent; null if it sent nothing that could be believed'),
    })
    .meta({ id: 'TestSignIn' }),
});
