import { z } from 'zod';
import {
  csvType,
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  matchCount,
  named,
  pageQuery,
  text,
} from '../endpoint.ts';
import { urgencies } from '../severity.ts';
import { escalationTarget, scheduleParts, stepModes, storedChatRoom } from './escalation-definition.ts';

/** Who did something, as far as it may be shown. */
export const actorName = z
  .object({ kind: z.string(), name: z.string(), personId: z.number().int().optional() })
  .meta({ id: 'ActorName' });

/**
 * What went wrong with a page loudly enough to tell people. Beside the codes of the escalation rules:
 * `no_policy` (no policy and no default escalation policy), `policy_unreadable` (the stored policy does not fit),
 * `delivery_failed` (no contact method of a person took the message).
 */
export const pageProblem = z.object({
  code: z.string(),
  stepIndex: z.number().int().optional(),
  round: z.number().int().optional(),
  personId: z.number().int().optional(),
  at: instant,
});

export const page = z
  .object({
    id,
    title: z.string(),
    message: z.string(),
    severity: z.number().int(),
    urgency: z.enum(urgencies),
    kind: z.enum(['real', 'drill', 'test']),
    state: z.enum(['open', 'acknowledged', 'resolved']),
    generation: z.number().int(),
    service: named.nullable(),
    policy: named.nullable(),
    incidentId: id.nullable(),
    alertCount: z.number().int(),
    stepIndex: z.number().int().meta({ description: 'The step that comes next, from 0.' }),
    stepCount: z.number().int(),
    round: z.number().int(),
    nextStepAt: instant.nullable(),
    openedAt: instant,
    exhaustedAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: actorName.nullable(),
    snoozedUntil: instant.nullable().describe('When it opens again by itself; null unless it is snoozed'),
    resolvedAt: instant.nullable(),
    branch: z
      .object({ name: z.string().nullable(), because: z.string() })
      .nullable()
      .describe('Which branch of its policy the page follows, and why; without a name none matched. Null: it has none'),
    acknowledgedInPart: z
      .array(id)
      .describe('People who have acknowledged it while others, who must acknowledge it too, have not'),
    waits: z
      .object({ until: instant, because: z.enum(['working_hours', 'first_page_delay']) })
      .nullable()
      .describe('Nobody is notified until then; null unless the page holds its first step'),
    problems: z.array(pageProblem),
    responderOf: id.nullable().describe('The page that this one added somebody to; null for a page of its own'),
    addedBy: actorName.nullable().describe('Who added them'),
    mergedInto: id
      .nullable()
      .describe('Of a page that ended in another one: the one that goes on with its alerts, and answers for it'),
    declinedBy: z.array(named).describe('Who said that they cannot take it; not notified again unless it restarts'),
  })
  .meta({ id: 'Page', description: 'One run of an escalation policy, until somebody acknowledges.' });
export type Page = z.output<typeof page>;

export const notificationAttempt = z.object({
  attempt: z.number().int(),
  nodeId: z.number().int(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  outcome: z.enum(['sent', 'retry', 'failed', 'unknown', 'abandoned']).nullable(),
  detail: z.string().nullable(),
});

export const notification = z
  .object({
    id,
    person: named,
    channel: z.string().nullable(),
    contactMethodId: id.nullable(),
    hint: z.string().nullable(),
    generation: z.number().int(),
    round: z.number().int(),
    stepIndex: z.number().int(),
    state: z.enum(['pending', 'sending', 'sent', 'failed', 'void']),
    mayRepeat: z.boolean(),
    outcome: z.string().nullable(),
    dueAt: instant,
    sentAt: instant.nullable(),
    deliveredAt: instant.nullable().describe('When the provider reported that it had arrived'),
    provider: named.nullable().describe('The provider that took it; null where none was needed, or it is gone'),
    finishedAt: instant.nullable(),
    attempts: z.array(notificationAttempt),
  })
  .meta({ id: 'Notification', description: 'One message to one person by one contact method for one step of a page.' });

/** As {@link notification}, to a chat room: it informs, and nobody counts as notified by it. */
export const roomPost = notification
  .omit({ person: true, contactMethodId: true, hint: true })
  .extend({ room: z.string().describe('What people call it'), channel: z.string() })
  .meta({ id: 'RoomPost', description: 'One message to one chat room for one step of a page.' });

export const webhookCall = z
  .object({
    at: instant,
    generation: z.number().int(),
    round: z.number().int(),
    stepIndex: z.number().int(),
    webhook: named,
    state: z
      .enum(['pending', 'delivered', 'failed', 'held'])
      .nullable()
      .describe('Of its delivery; null where the webhook or the delivery is gone'),
  })
  .meta({ id: 'WebhookCall', description: 'A step of a page that called an outgoing webhook; it notifies nobody.' });

const namedTarget = escalationTarget(id).extend({
  who: z.enum(scheduleParts).optional(),
  name: z.string().nullable().describe('Null when the target is gone'),
});

/** The policy as it was when the page began. */
export const ladder = z.object({
  steps: z.array(
    z.object({
      delaySeconds: z.number().int(),
      ifEmpty: z.enum(['skip', 'wait']),
      targets: z.array(namedTarget),
      chatRooms: z.array(storedChatRoom.pick({ name: true, channel: true })).optional(),
      webhooks: z.array(z.string()).optional().describe('Names of the outgoing webhooks that it calls'),
      ...stepModes,
    }),
  ),
  repeat: z.number().int(),
  catchAll: namedTarget.nullable(),
});
export type Ladder = z.output<typeof ladder>;

/** Somebody who was added to a page, with the page that notifies them. */
export const pageResponder = z
  .object({
    pageId: id,
    name: z.string().describe('The person, schedule, team or policy'),
    kind: z.enum(['person', 'schedule', 'team', 'policy']),
    state: z.enum(['open', 'acknowledged', 'resolved']),
    people: z.array(named).describe('Who has been notified'),
    addedBy: actorName.nullable(),
    addedAt: instant,
    acknowledgedBy: actorName.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgesTogether: z.boolean(),
  })
  .meta({ id: 'PageResponder' });

export const pageDetail = page.extend({
  ladder,
  responders: z.array(pageResponder).describe('Who was added to it, by whom, in order; at most 100'),
  alerts: z.array(
    z.object({
      ...{ id, title: z.string(), severity: z.number().int(), state: z.string(), triggeredAt: instant },
      flapping: z
        .object({ openings: z.number().int(), since: instant })
        .nullable()
        .describe('How often it has opened since it was last quiet; null while it does not flap'),
    }),
  ),
  notifications: z.array(notification),
  roomPosts: z.array(roomPost),
  webhookCalls: z.array(webhookCall),
  acknowledgements: z
    .array(named.extend({ acknowledgedAt: instant.nullable() }))
    .describe('Of an open page that everybody whom a step notified must acknowledge: who has, and who has yet to'),
  acknowledgeBy: instant.nullable().describe('By when its severity wants it acknowledged'),
  isInTime: z
    .boolean()
    .nullable()
    .describe('Whether it was acknowledged by then; null without a target, or while undecided'),
});
export type PageDetail = z.output<typeof pageDetail>;

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

const severityFilter = z.coerce.number().int().min(1).max(5);

/** What narrows the list of pages, its count and its export alike. */
const pageFilter = {
  state: z.enum(['open', 'acknowledged', 'resolved', 'unresolved']).optional(),
  urgency: z.enum(urgencies).optional(),
  severity: z.union([severityFilter, z.array(severityFilter).max(5)]).optional(),
  serviceId: id.optional(),
  teamId: id.optional().describe('Pages of the services of this team'),
  alertId: id.optional(),
  incidentId: id.optional(),
  personId: id.optional().meta({ description: 'Pages that notified this person.' }),
  acknowledgedById: id.optional().describe('The person who acknowledged it'),
  text: z.string().trim().min(1).max(200).optional().describe('Part of the title, in any letter case'),
  openedFrom: instantInput.optional(),
  openedBefore: instantInput.optional(),
};

export const pageOrders = ['newest', 'oldest'] as const;
const order = { sort: z.enum(pageOrders).default('newest') };

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

export const pagesResponse = z.strictObject({
  ids: z.array(id).min(1).max(100),
  action: z.enum(['acknowledge', 'unacknowledge', 'resolve', 'reopen', 'escalate', 'decline']),
  reason: line(500).default('Undone').describe('For `reopen`'),
});
export type PagesResponse = z.output<typeof pagesResponse>;

export const listPages = endpoint({
  name: 'listPages',
  method: 'GET',
  path: '/api/v1/pages',
  permission: 'alerts.read',
  summary: 'List pages, newest first',
  tag: 'pages',
  query: pageQuery.extend({ ...pageFilter, ...order }),
  output: listOf(page),
});

export const countMatchingPages = endpoint({
  name: 'countMatchingPages',
  method: 'GET',
  path: '/api/v1/pages/count',
  permission: 'alerts.read',
  summary: 'Count the pages that a filter matches',
  tag: 'pages',
  query: z.strictObject(pageFilter),
  output: matchCount,
});

export const exportPages = endpoint({
  name: 'exportPages',
  method: 'GET',
  path: '/api/v1/pages.csv',
  permission: 'alerts.read',
  summary: 'Export the pages that a filter matches as CSV',
  tag: 'pages',
  query: z.strictObject({ ...pageFilter, ...order }),
  output: z.string(),
  contentType: csvType,
});

export const getPage = endpoint({
  name: 'getPage',
  method: 'GET',
  path: '/api/v1/pages/:id',
  permission: 'alerts.read',
  summary: 'Read one page with its alerts, notifications and every attempt to deliver them',
  tag: 'pages',
  params: idParams,
  output: pageDetail,
});

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
  summary: 'Acknowledge the page until a time; if it is not resolved by then, it reopens and pages from its first step',
  tag: 'pages',
  params: idParams,
  body: z.strictObject({ until: instantInput.describe('From a minute to 7 days from now') }),
  output: page,
});

export const unsnoozePage = endpoint({
  name: 'unsnoozePage',
  method: 'DELETE',
  path: '/api/v1/pages/:id/snooze',
  permission: 'alerts.respond',
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
  summary: 'Acknowledge, resolve, reopen, escalate or decline up to 100 pages, each separately',
  tag: 'pages',
  body: pagesResponse,
  output: z.object({
    items: z.array(
      z.object({
        id,
        state: z.enum(['open', 'acknowledged', 'resolved']).nullable(),
        refusal: z.string().nullable().describe('Why nothing was done to this page; null when it was'),
      }),
    ),
  }),
});
