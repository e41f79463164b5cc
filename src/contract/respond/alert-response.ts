import { z } from 'zod';
import { endpoint, id, idParams, instant, line } from '../endpoint.ts';
import { whose } from '../whose.ts';
import { actorName } from './pages/page.ts';
import { answerOfMany, responseToMany, snoozeUntil } from './response-to-many.ts';

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
  teams: [whose('alert')],
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
  teams: [whose('alert')],
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
  teams: [whose('alert')],
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
  teams: [whose('alert')],
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
  teams: [whose('alert')],
  summary:
    'Snooze an alert until a time. Its page is snoozed, with all alerts of the page; one without a page stays triggered and is suppressed until then, and if it is still triggered, it is decided anew',
  tag: 'alerts',
  params: idParams,
  body: z.strictObject({ until: snoozeUntil }),
  output: alertResponse,
});

export const unsnoozeAlert = endpoint({
  name: 'unsnoozeAlert',
  method: 'DELETE',
  path: '/api/v1/alerts/:id/snooze',
  permission: 'alerts.respond',
  teams: [whose('alert')],
  summary: 'Cancel the snooze of an alert: its page stays acknowledged; one without a page is decided anew now',
  tag: 'alerts',
  params: idParams,
  output: alertResponse,
});

export const alertsResponse = responseToMany([
  'acknowledge',
  'unacknowledge',
  'snooze',
  'unsnooze',
  'resolve',
  'reopen',
]);
export type AlertsResponse = z.output<typeof alertsResponse>;

export const respondToAlerts = endpoint({
  name: 'respondToAlerts',
  method: 'POST',
  path: '/api/v1/alerts/responses',
  permission: 'alerts.respond',
  teams: [whose('alert', 'body.ids')],
  summary: 'Acknowledge, snooze, resolve or reopen up to 100 alerts, each separately',
  tag: 'alerts',
  body: alertsResponse,
  output: answerOfMany(['triggered', 'acknowledged', 'resolved']),
});
