import { z } from 'zod';
import { endpoint, id, idParams, instant } from '../endpoint.ts';
import { whose } from '../whose.ts';

export const regrouping = z
  .object({
    id: id.describe('To undo it'),
    kind: z.enum(['merge', 'split']),
    pageId: id.describe('The page that goes on with all alerts, or the one that the alert left'),
    alertIds: z.array(id).describe('The alerts that changed their group'),
    endedPageIds: z.array(id).describe('Pages that ended in `pageId`; their messages speak for it from now on'),
    undoneAt: instant.nullable(),
  })
  .meta({
    id: 'Regrouping',
    description: 'Groups of alerts that were merged, or an alert that was split from its group.',
  });
export type Regrouping = z.output<typeof regrouping>;

export const mergeAlerts = endpoint({
  name: 'mergeAlerts',
  method: 'POST',
  path: '/api/v1/alerts/merges',
  permission: 'alerts.respond',
  teams: [whose('alert', 'body.alertIds')],
  summary:
    'Merge the groups of these alerts into one with one page; what arrives later for any of them joins it until it is resolved',
  tag: 'alerts',
  body: z.strictObject({ alertIds: z.array(id).min(1).max(100) }),
  output: regrouping,
  status: 201,
});

export const splitAlert = endpoint({
  name: 'splitAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/split',
  permission: 'alerts.respond',
  teams: [whose('alert')],
  summary: 'Split an alert from its group: if it is triggered, it pages by its own escalation policy',
  tag: 'alerts',
  params: idParams,
  output: regrouping,
  status: 201,
});

export const undoRegrouping = endpoint({
  name: 'undoRegrouping',
  method: 'POST',
  path: '/api/v1/regroupings/:id/undo',
  permission: 'alerts.respond',
  teams: [whose('regrouping')],
  summary: 'Undo a merge or a split, as long as its alerts and its page are as it left them',
  tag: 'alerts',
  params: idParams,
  output: regrouping,
});
