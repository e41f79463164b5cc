import { z } from 'zod';
import { conditions } from './conditions.ts';
import { endpoint, id, idParams, instant, instantInput, line, listOf, pageQuery } from './endpoint.ts';
import { actorName } from './pages.ts';

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
  .meta({ id: 'MaintenanceWindow', description: 'A time in which some alerts are expected and page nobody.' });
export type MaintenanceWindow = z.output<typeof maintenanceWindow>;

export const maintenanceWindowInput = z.strictObject({
  title: line(200),
  startsAt: instantInput.optional().describe('Now, when left out'),
  endsAt: instantInput.describe('Within a year of the start'),
  serviceIds: z.array(id).max(200).default([]),
  condition: conditions.nullable().default(null).describe('A window names a service or a condition, or both'),
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
  summary: 'Announce maintenance: alerts that begin in it page nobody before its end',
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
  summary: 'Replace a maintenance window that is not over; alerts it holds back wait for the new end',
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
  summary: 'End or call off a maintenance window; what it held back and still fires pages now',
  tag: 'maintenance windows',
  params: idParams,
  output: maintenanceWindow,
});
