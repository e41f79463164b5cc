/** Work that is announced to the public. What it mutes inside is a maintenance window of its own, kept in step. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, pageQuery, text } from '../endpoint.ts';

export const statusMaintenanceStates = ['scheduled', 'in-progress', 'completed', 'canceled'] as const;

export const statusMaintenance = z
  .object({
    id,
    title: z.string(),
    body: z.string(),
    startsAt: instant,
    endsAt: instant,
    componentIds: z.array(id),
    state: z.enum(statusMaintenanceStates).describe('Follows from the times, unless it was cancelled'),
    address: z.string().describe('Where the public can read about it'),
    canceledAt: instant.nullable(),
    mutes: z
      .object({ windowId: id, services: z.array(z.object({ id, name: z.string() })) })
      .nullable()
      .describe('The maintenance window in which alerts of these services page nobody; null: alerts page as usual'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'StatusMaintenance', description: 'Scheduled maintenance, announced on the status page.' });
export type StatusMaintenance = z.output<typeof statusMaintenance>;

export const statusMaintenanceInput = z.strictObject({
  title: line(200),
  body: text(5000).default(''),
  startsAt: instantInput,
  endsAt: instantInput,
  componentIds: z.array(id).min(1).max(200),
  notifySubscribers: z.boolean().default(false).describe('E-mail this to subscribers now'),
  muteAlerts: z
    .boolean()
    .default(false)
    .describe('Alerts of the services behind these components page nobody from start to end'),
});
export type StatusMaintenanceInput = z.output<typeof statusMaintenanceInput>;

const common = { tag: 'status page' } as const;

export const listStatusMaintenances = endpoint({
  ...common,
  name: 'listStatusMaintenances',
  method: 'GET',
  path: '/api/v1/status-page/maintenances',
  permission: 'status-pages.read',
  summary: 'List announced maintenance, the latest end first',
  query: pageQuery,
  output: listOf(statusMaintenance),
});

export const createStatusMaintenance = endpoint({
  ...common,
  name: 'createStatusMaintenance',
  method: 'POST',
  path: '/api/v1/status-page/maintenances',
  permission: 'maintenance.manage',
  teams: 'organisation',
  summary: 'Announce maintenance',
  body: statusMaintenanceInput,
  output: statusMaintenance,
  status: 201,
});

export const updateStatusMaintenance = endpoint({
  ...common,
  name: 'updateStatusMaintenance',
  method: 'PUT',
  path: '/api/v1/status-page/maintenances/:id',
  permission: 'maintenance.manage',
  teams: 'organisation',
  summary: 'Change maintenance that is not over; send If-Match to guard against lost edits',
  params: idParams,
  body: statusMaintenanceInput,
  output: statusMaintenance,
});

export const cancelStatusMaintenance = endpoint({
  ...common,
  name: 'cancelStatusMaintenance',
  method: 'POST',
  path: '/api/v1/status-page/maintenances/:id/cancellation',
  permission: 'maintenance.manage',
  teams: 'organisation',
  summary: 'Cancel it, or end it now',
  params: idParams,
  body: z.strictObject({ notifySubscribers: z.boolean().default(false) }),
  output: statusMaintenance,
});
