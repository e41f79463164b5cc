import { z } from 'zod';
import { endpoint, id, idParams, instant, line } from '../endpoint.ts';
import { actorName } from './pages.ts';

/** What a response changes about an alert. */
export const alertResponse = z
  .object({
    id,
    state: z.enum(['triggered', 'acknowledged', 'resolved']),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: actorName.nullable(),
    resolvedAt: instant.nullable(),
    resolvedBy: actorName.nullable(),
  })
  .meta({ id: 'AlertResponse' });

export const acknowledgeAlert = endpoint({
  name: 'acknowledgeAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/acknowledgement',
  permission: 'alerts.respond',
  summary: 'Acknowledge an alert; a page whose alerts are all acknowledged is acknowledged with it',
  tag: 'alerts',
  params: idParams,
  output: alertResponse,
});

export const unacknowledgeAlert = endpoint({
  name: 'unacknowledgeAlert',
  method: 'DELETE',
  path: '/api/v1/alerts/:id/acknowledgement',
  permission: 'alerts.respond',
  summary: 'Unacknowledge an alert: it is triggered again and its pages reopen',
  tag: 'alerts',
  params: idParams,
  output: alertResponse,
});

export const resolveAlert = endpoint({
  name: 'resolveAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/resolution',
  permission: 'alerts.respond',
  summary: 'Resolve an alert; a page whose alerts are all resolved ends with it',
  tag: 'alerts',
  params: idParams,
  output: alertResponse,
});

export const reopenAlert = endpoint({
  name: 'reopenAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/reopening',
  permission: 'alerts.respond',
  summary: 'Reopen an alert resolved within the last 24 hours: it is triggered again and pages again',
  tag: 'alerts',
  params: idParams,
  body: z.strictObject({ reason: line(500) }),
  output: alertResponse,
});
