import { z } from 'zod';
import { endpoint, id, idParams, instant, line, newOrder, noContent } from '../endpoint.ts';
import { settingsField } from './channels.ts';

const settings = z
  .record(z.string().max(100), z.unknown())
  .describe('As the kind of provider declares them. Secrets are sealed and never read back');

const callingCode = z.string().regex(/^\+[1-9]\d{0,6}$/, 'Write a calling code such as +49.');

export const provider = z
  .object({
    id,
    kind: z.string(),
    name: z.string(),
    hint: z.string().describe('Which account, server or workspace it is'),
    settings: settings.describe('Without its secrets'),
    secretsSet: z.array(z.string()).describe('The secrets that are set'),
    position: z.number().int().describe('Providers of one channel are tried in this order'),
    countries: z.array(z.string()).describe('Phone numbers it is used for, by calling code; empty for all'),
    disabledAt: instant.nullable(),
    failingSince: instant.nullable().describe('Since when it refuses us or cannot be reached'),
    lastOutcome: z.string().nullable(),
    lastOutcomeAt: instant.nullable(),
    listeningUntil: instant.nullable().describe('A node fetches replies from it; null where they come by webhook'),
    hookUrl: z.string().nullable().describe('Where it reports receipts and replies; null where it does not'),
    contactMethodCount: z.number().int().describe('Contact methods that name this provider'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Provider', description: 'A service that carries messages: an account, a server, a workspace.' });
export type Provider = z.output<typeof provider>;

const shape = {
  name: line(80),
  settings,
  position: z.int().min(0).max(1000).default(0),
  countries: z.array(callingCode).max(300).default([]),
  enabled: z.boolean().default(true),
};
export const providerInput = z.strictObject({ kind: z.string().max(40), ...shape });
export type ProviderInput = z.output<typeof providerInput>;

const providerChange = z.strictObject({
  name: line(80).optional(),
  settings: settings.optional().describe('Only what changes; a secret that is left out stays'),
  position: z.int().min(0).max(1000).optional(),
  countries: z.array(callingCode).max(300).optional(),
  enabled: z.boolean().optional(),
});
export type ProviderChange = z.output<typeof providerChange>;

const step = z.object({ title: z.string(), text: z.string(), code: z.string().nullable() });

export const providerKind = z
  .object({
    kind: z.string(),
    title: z.string(),
    icon: z.string().describe('Name of a Lucide icon'),
    description: z.string(),
    channels: z.array(z.object({ channel: z.string(), title: z.string() })),
    fields: z.array(settingsField),
    hasCountries: z.boolean().describe('It may be limited to calling codes'),
    needsInbound: z.boolean().describe('Replies and receipts need that it reaches this installation'),
    steps: z.array(step).describe('How to set it up, with the addresses of this installation filled in'),
    isVerified: z.boolean().describe('Whether it was tried with the live service; else only against a stand-in'),
  })
  .meta({ id: 'ProviderKind', description: 'A kind of service that can carry messages, as it describes itself.' });
export type ProviderKind = z.output<typeof providerKind>;

export const listProviderKinds = endpoint({
  name: 'listProviderKinds',
  method: 'GET',
  path: '/api/v1/provider-kinds',
  permission: 'platform.manage',
  summary: 'List the kinds of providers with their settings',
  tag: 'providers',
  output: z.object({ items: z.array(providerKind) }),
});

export const listProviders = endpoint({
  name: 'listProviders',
  method: 'GET',
  path: '/api/v1/providers',
  permission: 'platform.manage',
  summary: 'List providers in the order they are tried',
  tag: 'providers',
  output: z.object({ items: z.array(provider) }),
});

export const readProvider = endpoint({
  name: 'readProvider',
  method: 'GET',
  path: '/api/v1/providers/:id',
  permission: 'platform.manage',
  summary: 'Read a provider, with the steps to set it up',
  tag: 'providers',
  params: idParams,
  output: provider.extend({ steps: z.array(step) }),
});

export const addProvider = endpoint({
  name: 'addProvider',
  method: 'POST',
  path: '/api/v1/providers',
  permission: 'platform.manage',
  summary: 'Add a provider',
  tag: 'providers',
  confirms: true,
  body: providerInput,
  output: provider,
  status: 201,
});

export const changeProvider = endpoint({
  name: 'changeProvider',
  method: 'PATCH',
  path: '/api/v1/providers/:id',
  permission: 'platform.manage',
  summary: 'Change a provider; send If-Match to guard against lost edits',
  tag: 'providers',
  confirms: true,
  params: idParams,
  body: providerChange,
  output: provider,
});

export const orderProviders = endpoint({
  name: 'orderProviders',
  method: 'PUT',
  path: '/api/v1/providers/order',
  permission: 'platform.manage',
  summary: 'Put all providers in a new order',
  tag: 'providers',
  confirms: true,
  body: newOrder(200),
  output: listProviders.output,
});

export const removeProvider = endpoint({
  name: 'removeProvider',
  method: 'DELETE',
  path: '/api/v1/providers/:id',
  permission: 'platform.manage',
  summary: 'Remove a provider that no contact method names',
  tag: 'providers',
  confirms: true,
  params: idParams,
  output: noContent,
  status: 204,
});

const exchange = z.object({
  request: z.string().describe('What was sent, without secrets'),
  response: z.string().nullable().describe('What came back, at most 500 characters; null when nothing did'),
  durationMs: z.number().int(),
});

export const testProvider = endpoint({
  name: 'testProvider',
  method: 'POST',
  path: '/api/v1/providers/:id/test',
  permission: 'platform.manage',
  summary: 'Send a test message through this provider and show what was sent and what came back',
  tag: 'providers',
  confirms: true,
  params: idParams,
  body: z.strictObject({
    channel: z.string().max(40),
    settings: z.record(z.string().max(100), z.unknown()).describe('Where to, as for a contact method of the channel'),
  }),
  output: z.object({
    sent: z.boolean(),
    reason: z.string().nullable(),
    exchanges: z.array(exchange),
  }),
});
