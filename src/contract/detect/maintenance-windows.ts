import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, pageQuery } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';
import { conditions } from './conditions.ts';

export const maintenanceStates = ['planned', 'running', 'over', 'canceled'] as const;

export const maintenanceWindow = z
  .object({
    id,
    title: z.string(),
    state: z.enum(maintenanceStates),
    startsAt: instant,
    endsAt: instant,
    serviceIds: z.array(id),
    condition: conditions.nullable(),
    createdBy: actorName,
    canceledAt: instant.nullable(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'MaintenanceWindow', description: 'A period in which some alerts are expected and page nobody.' });
export type MaintenanceWindow = z.output<typeof maintenanceWindow>;

export const maintenanceWindowInput = z.strictObject({
  title: line(200),
  startsAt: instantInput.optional().describe('Now, when left out'),
  endsAt: instantInput.describe('Within a year of the start, within 72 hours without the permission sources.manage'),
  serviceIds: z.array(id).max(200).default([]),
  condition: conditions
    .nullable()
    .default(null)
    .describe('A window names a service or a condition, or both; one for nearly everything needs sources.manage'),
});
export type MaintenanceWindowInput = z.output<typeof maintenanceWindowInput>;

export const listMaintenanceWindows = endpoint({
  name: 'listMaintenanceWindows',
  method: 'GET',
  path: '/api/v1/maintenance-windows',
  permission: 'alerts.read',
  summary: 'List maintenance windows, those that end last first',
  tag: 'maintenance windows',
  query: pageQuery.extend({ state: z.enum(['current', 'past', 'all']).default('current'), serviceId: id.optional() }),
  output: listOf(maintenanceWindow),
});

export const getMaintenanceWindow = endpoint({
  name: 'getMaintenanceWindow',
  method: 'GET',
  path: '/api/v1/maintenance-windows/:id',
  permission: 'alerts.read',
  summary: 'Read one maintenance window',
  tag: 'maintenance windows',
  params: idParams,
  output: maintenanceWindow,
});

export const createMaintenanceWindow = endpoint({
  name: 'createMaintenanceWindow',
  method: 'POST',
  path: '/api/v1/maintenance-windows',
  permission: 'maintenance.manage',
  teams: [whose('service', 'body.serviceIds')],
  summary: 'Create a maintenance window: alerts that start during it page nobody until it ends',
  tag: 'maintenance windows',
  body: maintenanceWindowInput,
  output: maintenanceWindow,
  status: 201,
});

export const updateMaintenanceWindow = endpoint({
  name: 'updateMaintenanceWindow',
  method: 'PUT',
  path: '/api/v1/maintenance-windows/:id',
  permission: 'maintenance.manage',
  teams: [whose('maintenanceWindow'), whose('service', 'body.serviceIds')],
  summary: 'Replace a maintenance window that has not ended; alerts it holds back wait for the new end',
  tag: 'maintenance windows',
  params: idParams,
  body: maintenanceWindowInput,
  output: maintenanceWindow,
});

export const cancelMaintenanceWindow = endpoint({
  name: 'cancelMaintenanceWindow',
  method: 'POST',
  path: '/api/v1/maintenance-windows/:id/cancellation',
  permission: 'maintenance.manage',
  teams: [whose('maintenanceWindow')],
  summary: 'End or cancel a maintenance window; alerts it held back that are still firing page now',
  tag: 'maintenance windows',
  params: idParams,
  output: maintenanceWindow,
});

export const readSilence = endpoint({
  name: 'readSilence',
  method: 'GET',
  path: '/api/v1/silence',
  permission: 'alerts.read',
  summary: 'Say whether nearly every alert would page nobody now, and why',
  tag: 'maintenance windows',
  output: z.object({
    isWide: z.boolean().describe('At least nine of ten alerts would page nobody'),
    share: z.number().describe('Of alerts that would page nobody: of the latest ones, or of one for each service'),
    until: instant.nullable().describe('When it ends by itself; null: not by itself, or there is nothing to end'),
    reasons: z.array(z.string()).describe('What keeps alerts from paging; not all of it is wide'),
  }),
});
