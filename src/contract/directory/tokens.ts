import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, noContent } from '../endpoint.ts';
import { permissions, tokenPermissions } from '../permissions.ts';

export const apiToken = z
  .object({
    id,
    name: z.string(),
    hint: z.string().describe('The last characters of the token'),
    permissions: z.array(z.enum(permissions)),
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'ApiToken', description: 'Lets a program act for a person, with some or all of their permissions.' });
export type ApiToken = z.output<typeof apiToken>;

export const apiTokenInput = z.strictObject({
  name: line(120),
  permissions: z.array(z.enum(tokenPermissions)).max(tokenPermissions.length),
  expiresAt: instantInput.nullable().optional().describe('If omitted, in 90 days. `null`: never'),
});
export type ApiTokenInput = z.output<typeof apiTokenInput>;

export const listMyTokens = endpoint({
  name: 'listMyTokens',
  method: 'GET',
  path: '/api/v1/me/tokens',
  permission: 'signed-in',
  summary: 'List your API tokens, newest first',
  tag: 'tokens',
  output: z.object({ items: z.array(apiToken) }),
});

export const createMyToken = endpoint({
  name: 'createMyToken',
  method: 'POST',
  path: '/api/v1/me/tokens',
  permission: 'session',
  summary: 'Create an API token; only this response shows it',
  tag: 'tokens',
  body: apiTokenInput,
  confirms: true,
  output: apiToken.extend({ token: z.string() }),
  status: 201,
  answersSecret: true,
});

export const revokeMyToken = endpoint({
  name: 'revokeMyToken',
  method: 'DELETE',
  path: '/api/v1/me/tokens/:id',
  permission: 'signed-in',
  summary: 'Revoke an API token immediately',
  tag: 'tokens',
  params: idParams,
  output: noContent,
  status: 204,
});

export const listTokensOf = endpoint({
  name: 'listTokensOf',
  method: 'GET',
  path: '/api/v1/people/:id/tokens',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: "List a person's API tokens, newest first",
  tag: 'tokens',
  params: idParams,
  output: z.object({ items: z.array(apiToken) }),
});

export const revokeTokenOf = endpoint({
  name: 'revokeTokenOf',
  method: 'DELETE',
  path: '/api/v1/people/:id/tokens/:tokenId',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: "Revoke a person's API token immediately",
  tag: 'tokens',
  params: z.strictObject({ id, tokenId: id }),
  output: noContent,
  status: 204,
});
