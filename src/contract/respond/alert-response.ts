import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line } from '../endpoint.ts';
import { actorName } from './pages/page.ts';

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

export const snoozeAlert = endpoint({
  name: 'snoozeAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/snooze',
  permission: 'alerts.respond',
  summary:
    'Snooze a triggered alert that has no page: it stays triggered and is suppressed until a time; if it is still triggered then, it is decided anew and pages unless something else holds it back',
  tag: 'alerts',
  params: idParams,
  body: z.strictObject({ until: instantInput.describe('From a minute to 7 days from now') }),
  output: alertResponse,
});

export const unsnoozeAlert = endpoint({
  name: 'unsnoozeAlert',
  method: 'DELETE',
  path: '/api/v1/alerts/:id/snooze',
  permission: 'alerts.respond',
  summary: 'Cancel the snooze of an alert: it is decided anew now',
  tag: 'alerts',
  params: idParams,
  output: alertResponse,
});
