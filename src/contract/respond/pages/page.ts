/** Pages: what they are, and the lists of them. */
import { z } from 'zod';
import {
  csvType,
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  listOf,
  matchCount,
  named,
  pageQuery,
} from '../../endpoint.ts';
import { urgencies } from '../../severity.ts';
import { escalationTarget, scheduleParts, stepModes, storedChatRoom } from '../escalation-definition.ts';

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

/** What those who answered a page say of it afterwards. */
export const pageFeedbacks = ['acted', 'nothing_to_do', 'duplicate'] as const;
export type PageFeedback = (typeof pageFeedbacks)[number];

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
    feedback: z
      .object({ answer: z.enum(pageFeedbacks), by: actorName, at: instant })
      .nullable()
      .describe('Whether it needed a person, as those who answered it say; null: nobody has said'),
    isInParallelRun: z
      .boolean()
      .describe('It pages nobody: a parallel run keeps its messages, or kept those of this run of its policy'),
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
