import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, nameQuery, noContent, slug, text } from '../endpoint.ts';
import { whose } from '../whose.ts';

export const service = z
  .object({
    id,
    slug,
    name: z.string(),
    description: z.string(),
    teamId: id.nullable(),
    tier: z.number().int(),
    escalationPolicyId: id.nullable(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({
    id: 'Service',
    description: 'Something a team owns and runs, and that can break. Tier 1 matters most, tier 4 least.',
  });
export type Service = z.output<typeof service>;

export const serviceInput = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  teamId: id.nullable().default(null),
  tier: z.int().min(1).max(4).default(3),
  escalationPolicyId: id.nullable().default(null),
});
export type ServiceInput = z.output<typeof serviceInput>;

export const listServices = endpoint({
  name: 'listServices',
  method: 'GET',
  path: '/api/v1/services',
  permission: 'directory.read',
  summary: 'List services by name',
  tag: 'services',
  query: nameQuery.extend({ teamId: id.optional(), escalationPolicyId: id.optional() }),
  output: listOf(service),
});

export const getService = endpoint({
  name: 'getService',
  method: 'GET',
  path: '/api/v1/services/:id',
  permission: 'directory.read',
  summary: 'Read one service',
  tag: 'services',
  params: idParams,
  output: service,
});

export const createService = endpoint({
  name: 'createService',
  method: 'POST',
  path: '/api/v1/services',
  permission: 'directory.manage',
  teams: [whose('team', 'body.teamId')],
  summary: 'Create a service',
  tag: 'services',
  body: serviceInput,
  output: service,
  status: 201,
});

export const updateService = endpoint({
  name: 'updateService',
  method: 'PUT',
  path: '/api/v1/services/:id',
  permission: 'directory.manage',
  teams: [whose('service'), whose('team', 'body.teamId')],
  summary: 'Replace a service; send If-Match to guard against lost edits',
  tag: 'services',
  params: idParams,
  body: serviceInput,
  output: service,
});

export const deleteService = endpoint({
  name: 'deleteService',
  method: 'DELETE',
  path: '/api/v1/services/:id',
  permission: 'directory.manage',
  teams: [whose('service')],
  summary: 'Delete a service that nothing refers to',
  tag: 'services',
  params: idParams,
  output: noContent,
  status: 204,
});
