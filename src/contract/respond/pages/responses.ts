/** Paging somebody, and what people do with a page. */
import { z } from 'zod';
import { endpoint, id, idParams, line, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { escalationTarget } from '../escalation-definition.ts';
import { answerOfMany, responseToMany, snoozeUntil } from '../response-to-many.ts';
import { page, pageFeedbacks, pageResponder } from './page.ts';

/** By id; `policy` runs that policy, the others are a ladder of one step. */
export const pageTarget = z.union([escalationTarget(id), z.strictObject({ kind: z.literal('policy'), id })]);

export const pageInput = z.strictObject({
  target: pageTarget,
  title: line(200),
  message: text(4000).default(''),
  severity: z.number().int().min(1).max(4).default(2),
  alertId: id.optional().describe('The open alert that the page is about; acknowledging the page acknowledges it'),
});
export type PageInput = z.output<typeof pageInput>;

export const responderInput = z.strictObject({
  targets: z.array(pageTarget).min(1).max(10),
  message: text(4000).default('').describe('What you need from them; left out, the message of the page'),
  acknowledgesTogether: z
    .boolean()
    .default(false)
    .describe('Acknowledging the page of one acknowledges the others; without it each is acknowledged separately'),
});
export type ResponderInput = z.output<typeof responderInput>;

const reopening = z.strictObject({ reason: line(500) });

export const pagesResponse = responseToMany([
  'acknowledge',
  'unacknowledge',
  'snooze',
  'unsnooze',
  'reassign',
  'resolve',
  'reopen',
  'escalate',
  'decline',
])
  .safeExtend({ target: pageTarget.optional().describe('For `reassign`: who gets them') })
  .refine(({ action, target }) => action !== 'reassign' || target !== undefined, {
    path: ['target'],
    message: 'Say who gets them.',
  });
export type PagesResponse = z.output<typeof pagesResponse>;

export const createPage = endpoint({
  name: 'createPage',
  method: 'POST',
  path: '/api/v1/pages',
  permission: 'pages.create',
  summary: 'Page a person, whoever is on call on a schedule, a team, or by a policy',
  tag: 'pages',
  body: pageInput,
  output: page,
  status: 201,
});

export const acknowledgePage = endpoint({
  name: 'acknowledgePage',
  method: 'POST',
  path: '/api/v1/pages/:id/acknowledgement',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary:
    'Acknowledge the page: nobody else is notified, at once. Where everybody whom a step notified must acknowledge, it stays open until they have',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const unacknowledgePage = endpoint({
  name: 'unacknowledgePage',
  method: 'DELETE',
  path: '/api/v1/pages/:id/acknowledgement',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Unacknowledge the page: it reopens and pages from its first step',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const snoozePage = endpoint({
  name: 'snoozePage',
  method: 'POST',
  path: '/api/v1/pages/:id/snooze',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Acknowledge the page until a time; if it is not resolved by then, it reopens and pages from its first step',
  tag: 'pages',
  params: idParams,
  body: z.strictObject({ until: snoozeUntil }),
  output: page,
});

export const setPageFeedback = endpoint({
  name: 'setPageFeedback',
  method: 'PUT',
  path: '/api/v1/pages/:id/feedback',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Say whether an acknowledged or resolved page needed a person; the last answer counts',
  tag: 'pages',
  params: idParams,
  body: z.strictObject({ answer: z.enum(pageFeedbacks).nullable().describe('Null takes the answer back') }),
  output: page,
});

export const unsnoozePage = endpoint({
  name: 'unsnoozePage',
  method: 'DELETE',
  path: '/api/v1/pages/:id/snooze',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Cancel the snooze: the page stays acknowledged and does not reopen by itself',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const reassignPage = endpoint({
  name: 'reassignPage',
  method: 'POST',
  path: '/api/v1/pages/:id/assignment',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Give the page to somebody else: whoever was notified before is not notified any more',
  tag: 'pages',
  params: idParams,
  body: z.strictObject({ target: pageTarget }),
  output: page,
});

export const resolvePage = endpoint({
  name: 'resolvePage',
  method: 'POST',
  path: '/api/v1/pages/:id/resolution',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'End the page and resolve its alerts',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const escalatePage = endpoint({
  name: 'escalatePage',
  method: 'POST',
  path: '/api/v1/pages/:id/escalation',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Run the next step now instead of at its time',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const reopenPage = endpoint({
  name: 'reopenPage',
  method: 'POST',
  path: '/api/v1/pages/:id/reopening',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Reopen a page resolved within the last 24 hours, with its alerts: it pages from its first step',
  tag: 'pages',
  params: idParams,
  body: reopening,
  output: page,
});

export const declinePage = endpoint({
  name: 'declinePage',
  method: 'POST',
  path: '/api/v1/pages/:id/declination',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Say that you cannot take the page: the next step is notified now, and you are not notified again',
  tag: 'pages',
  params: idParams,
  output: page,
});

export const addResponders = endpoint({
  name: 'addResponders',
  method: 'POST',
  path: '/api/v1/pages/:id/responders',
  permission: 'alerts.respond',
  teams: [whose('page')],
  summary: 'Page more people for an open or acknowledged page, by pages of their own that end with it',
  tag: 'pages',
  params: idParams,
  body: responderInput,
  output: z.object({ items: z.array(pageResponder) }),
  status: 201,
});

export const respondToPages = endpoint({
  name: 'respondToPages',
  method: 'POST',
  path: '/api/v1/pages/responses',
  permission: 'alerts.respond',
  teams: [whose('page', 'body.ids')],
  summary: 'Acknowledge, snooze, reassign, resolve, reopen, escalate or decline up to 100 pages, each separately',
  tag: 'pages',
  body: pagesResponse,
  output: answerOfMany(['open', 'acknowledged', 'resolved']),
});
