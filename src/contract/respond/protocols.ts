/** War-room protocols: the checklists that rooms work through. They ship with the product and can be edited and added to. */
import { z } from 'zod';
import { endpoint, instant, line } from '../endpoint.ts';
import { severity } from '../severity.ts';
import { actorName } from './pages/page.ts';
import { roleKeys } from './severities.ts';

export const protocolKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

const phases = ['declare', 'command', 'roll-call', 'size-up', 'stabilise', 'update', 'verify', 'close'] as const;

export const protocolItem = z.strictObject({
  id: protocolKey.describe('Ticks refer to it; what has the same id in two protocols is the same thing to do'),
  phase: z.enum(phases),
  text: line(300),
  by: z.enum(roleKeys),
  dueMinutes: z.int().min(1).max(10_080).nullable().default(null).describe('After the declaration; null: in its turn'),
});

export const protocolInput = z.strictObject({
  name: line(60),
  items: z
    .array(protocolItem)
    .min(1)
    .max(60)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'The id of each item must be unique.'),
});
export type ProtocolInput = z.output<typeof protocolInput>;

const protocol = z
  .object({
    key: z.string().describe('What the severity matrix calls `protocolId`'),
    ...protocolInput.shape,
    origin: z.enum(['shipped', 'changed', 'own']).describe('As it came, as you changed it, or made by you'),
    severities: z.array(severity).describe('Whose rooms use it unless another one is chosen'),
    isArchived: z.boolean().describe('No longer offered; rooms that use it keep it'),
    version: z.number().int(),
    updatedAt: instant.nullable().describe('Null: as it came'),
    updatedBy: actorName.nullable(),
  })
  .meta({ id: 'Protocol', description: 'A checklist for a war room, item by item and phase by phase.' });
export type Protocol = z.output<typeof protocol>;

const params = z.strictObject({ key: protocolKey });
const common = { tag: 'protocols', output: protocol } as const;

export const listProtocols = endpoint({
  name: 'listProtocols',
  method: 'GET',
  path: '/api/v1/protocols',
  permission: 'incidents.read',
  summary: 'List the protocols; archived ones last',
  tag: 'protocols',
  output: z.object({ items: z.array(protocol) }),
});

export const createProtocol = endpoint({
  ...common,
  name: 'createProtocol',
  method: 'POST',
  path: '/api/v1/protocols',
  permission: 'incidents.manage',
  summary: 'Add a protocol of your own',
  body: z.strictObject({ key: protocolKey, ...protocolInput.shape }),
  status: 201,
});

export const updateProtocol = endpoint({
  ...common,
  name: 'updateProtocol',
  method: 'PUT',
  path: '/api/v1/protocols/:key',
  permission: 'incidents.manage',
  summary: 'Change a protocol; what is ticked in rooms keeps its text. Send If-Match to guard against lost edits',
  params,
  body: protocolInput,
});

export const resetProtocol = endpoint({
  ...common,
  name: 'resetProtocol',
  method: 'POST',
  path: '/api/v1/protocols/:key/reset',
  permission: 'incidents.manage',
  summary: 'Return a protocol that came with the product to how it came',
  params,
});

export const archiveProtocol = endpoint({
  ...common,
  name: 'archiveProtocol',
  method: 'POST',
  path: '/api/v1/protocols/:key/archive',
  permission: 'incidents.manage',
  summary: 'Stop offering a protocol; refused while a severity uses it',
  params,
});

export const restoreProtocol = endpoint({
  ...common,
  name: 'restoreProtocol',
  method: 'DELETE',
  path: '/api/v1/protocols/:key/archive',
  permission: 'incidents.manage',
  summary: 'Offer an archived protocol again',
  params,
});
