import { z } from 'zod';
import { endpoint, id, idParams, instant, line, newOrder, noContent, slug, text, timeZone } from '../endpoint.ts';

export const componentState = z
  .enum(['operational', 'maintenance', 'degraded', 'partial', 'major'])
  .meta({ id: 'ComponentState', description: 'From best to worst; maintenance is planned work.' });

export const statusPage = z
  .object({
    title: z.string(),
    intro: z.string(),
    timeZone: z.string(),
    contact: z.string().describe('Where customers can reach you'),
    enabled: z.boolean(),
    address: z.string().describe('Where the public page is'),
    version: z.number().int(),
  })
  .meta({ id: 'StatusPage', description: 'The public page of this installation.' });
export type StatusPage = z.output<typeof statusPage>;

export const statusPageInput = z.strictObject({
  title: line(120),
  intro: text(2000).default(''),
  timeZone: timeZone.default('UTC').describe('Used for times and for the daily uptime bars'),
  contact: z.string().trim().max(200).default(''),
  enabled: z.boolean().default(false),
});
export type StatusPageInput = z.output<typeof statusPageInput>;

export const statusComponent = z
  .object({
    id,
    slug,
    name: z.string(),
    description: z.string(),
    groupName: z.string(),
    position: z.number().int(),
    serviceId: id.nullable(),
    state: componentState.describe('As the public page shows it now'),
    observedFrom: instant,
    version: z.number().int(),
  })
  .meta({ id: 'StatusComponent', description: 'A part of the product, under the name customers know.' });
export type StatusComponent = z.output<typeof statusComponent>;

export const statusComponentInput = z.strictObject({
  slug,
  name: line(120),
  description: text(500).default(''),
  groupName: z.union([line(120), z.literal('')]).default(''),
  serviceId: id.nullable().default(null),
  observedFrom: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Uptime is counted from here; defaults to the time of creation'),
});
export type StatusComponentInput = z.output<typeof statusComponentInput>;

const common = { tag: 'status page' } as const;

export const readStatusPage = endpoint({
  ...common,
  name: 'readStatusPage',
  method: 'GET',
  path: '/api/v1/status-page',
  permission: 'status-pages.read',
  summary: 'Read the settings of the public page',
  output: statusPage,
});

export const updateStatusPage = endpoint({
  ...common,
  name: 'updateStatusPage',
  method: 'PUT',
  path: '/api/v1/status-page',
  permission: 'status-pages.manage',
  summary: 'Replace the settings of the public page; send If-Match to guard against lost edits',
  body: statusPageInput,
  output: statusPage,
});

export const listStatusComponents = endpoint({
  ...common,
  name: 'listStatusComponents',
  method: 'GET',
  path: '/api/v1/status-page/components',
  permission: 'status-pages.read',
  summary: 'List the components in the order of the page',
  output: z.object({ items: z.array(statusComponent).describe('200 at most') }),
});

export const createStatusComponent = endpoint({
  ...common,
  name: 'createStatusComponent',
  method: 'POST',
  path: '/api/v1/status-page/components',
  permission: 'status-pages.manage',
  summary: 'Add a component at the end of the page',
  body: statusComponentInput,
  output: statusComponent,
  status: 201,
});

export const updateStatusComponent = endpoint({
  ...common,
  name: 'updateStatusComponent',
  method: 'PUT',
  path: '/api/v1/status-page/components/:id',
  permission: 'status-pages.manage',
  summary: 'Replace a component; send If-Match to guard against lost edits',
  params: idParams,
  body: statusComponentInput,
  output: statusComponent,
});

export const deleteStatusComponent = endpoint({
  ...common,
  name: 'deleteStatusComponent',
  method: 'DELETE',
  path: '/api/v1/status-page/components/:id',
  permission: 'status-pages.manage',
  summary: 'Delete a component with its history; published updates stay',
  params: idParams,
  output: noContent,
  status: 204,
});

export const orderStatusComponents = endpoint({
  ...common,
  name: 'orderStatusComponents',
  method: 'PUT',
  path: '/api/v1/status-page/components',
  permission: 'status-pages.manage',
  summary: 'Put all components in this order',
  body: newOrder(200),
  output: noContent,
  status: 204,
});
