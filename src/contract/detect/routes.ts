import { z } from 'zod';
import { endpoint, id, idParams, instant, line, newOrder, noContent, slug } from '../endpoint.ts';
import { severity } from '../severity.ts';
import { condition, conditions } from './conditions.ts';

export const routeOutcome = z
  .strictObject({
    serviceId: id.nullable().default(null).describe('Null leaves the service of the source'),
    severity: severity.nullable().default(null).describe('Null leaves the severity of the signal'),
    groupBy: z
      .array(z.string().min(1).max(200))
      .max(20)
      .default([])
      .describe('Alerts with equal values of these labels are one group; empty leaves the grouping of the sender'),
    suppressReason: line(200)
      .nullable()
      .default(null)
      .describe('Not null: alerts are kept and page nobody, for this reason'),
    paging: z.boolean().default(true).describe('False: alerts are shown and page nobody'),
    flapping: z
      .strictObject({
        changes: z.int().min(3).max(50).describe('How often it opens or ends'),
        withinMinutes: z.int().min(1).max(60),
        quietMinutes: z.int().min(1).max(60).describe('How long it must not change before it pages again'),
      })
      .nullable()
      .default(null)
      .describe(
        'Not null: an alert that opens and ends again and again pages once, and then not until it is quiet; for an hour at most, and never for SEV1',
      ),
    declare: z
      .strictObject({ severity: severity.nullable().default(null).describe('Null takes that of the alert') })
      .nullable()
      .default(null)
      .describe(
        'Not null: an incident is declared; alerts of one group, else of one service, share it while it is open',
      ),
  })
  .meta({ id: 'RouteOutcome' });
export type RouteOutcomeInput = z.output<typeof routeOutcome>;

export const route = z
  .object({
    id,
    slug,
    name: z.string(),
    position: z.number().int(),
    condition: conditions,
    outcome: routeOutcome,
    enabled: z.boolean(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Route', description: 'An ordered rule: the first enabled one that matches an alert decides about it.' });
export type Route = z.output<typeof route>;

export const routeInput = z.strictObject({
  slug,
  name: line(120),
  condition: conditions,
  outcome: routeOutcome.prefault({}),
  enabled: z.boolean().default(true),
});
export type RouteInput = z.output<typeof routeInput>;

const routeList = z.object({ items: z.array(route) });

export const listRoutes = endpoint({
  name: 'listRoutes',
  method: 'GET',
  path: '/api/v1/routes',
  permission: 'sources.read',
  summary: 'List all routes in their order',
  tag: 'routes',
  output: routeList,
});

export const getRoute = endpoint({
  name: 'getRoute',
  method: 'GET',
  path: '/api/v1/routes/:id',
  permission: 'sources.read',
  summary: 'Read one route',
  tag: 'routes',
  params: idParams,
  output: route,
});

export const createRoute = endpoint({
  name: 'createRoute',
  method: 'POST',
  path: '/api/v1/routes',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Create a route after all others',
  tag: 'routes',
  body: routeInput,
  output: route,
  status: 201,
});

export const updateRoute = endpoint({
  name: 'updateRoute',
  method: 'PUT',
  path: '/api/v1/routes/:id',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Replace a route; send If-Match to guard against lost edits',
  tag: 'routes',
  params: idParams,
  body: routeInput,
  output: route,
});

export const deleteRoute = endpoint({
  name: 'deleteRoute',
  method: 'DELETE',
  path: '/api/v1/routes/:id',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Delete a route; what it decided about earlier alerts stays',
  tag: 'routes',
  params: idParams,
  output: noContent,
  status: 204,
});

export const orderRoutes = endpoint({
  name: 'orderRoutes',
  method: 'PUT',
  path: '/api/v1/routes/order',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Put all routes in a new order',
  tag: 'routes',
  body: newOrder(1_000),
  output: routeList,
});

export const previewRoute = endpoint({
  name: 'previewRoute',
  method: 'POST',
  path: '/api/v1/routes/preview',
  permission: 'sources.read',
  summary: 'Test a condition against the latest alerts, as they are stored',
  tag: 'routes',
  body: z.strictObject({
    condition: conditions,
    outcome: routeOutcome.optional(),
    limit: z.int().min(1).max(500).default(200),
  }),
  output: z.object({
    considered: z.number().int(),
    matched: z.number().int(),
    groups: z.number().int().nullable().describe('How many groups the matching alerts make; null without groupBy'),
    items: z.array(
      z.object({
        alertId: id,
        title: z.string(),
        severity: z.number().int(),
        triggeredAt: instant,
        matches: z.boolean(),
        failed: z
          .object({ condition, actual: z.string().nullable() })
          .nullable()
          .describe('The first condition that does not hold, and the value it found'),
      }),
    ),
  }),
});
