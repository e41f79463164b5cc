import { problem } from '../../../contract/errors.ts';
import type { PageFeedback } from '../../../contract/respond/pages/page.ts';
import type { PageInput, PagesResponse, ResponderInput } from '../../../contract/respond/pages/responses.ts';
import { acknowledgeBy, isInTime } from '../../../domain/respond/escalation/ack-target.ts';
import {
  canAcknowledge,
  canReopen,
  canResolve,
  canUnacknowledge,
  reopenWithinHours,
} from '../../../domain/respond/escalation/lifecycle.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { actorReference, may, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { withdrawMessages } from '../deliver/updates-store.ts';
import { listAskedTogether } from '../page-life/acknowledgements-store.ts';
import {
  endSnooze,
  markDeclined,
  markEscalated,
  markReassigned,
  setFeedback,
  setSnooze,
} from '../page-life/life-store.ts';
import { voidPendingNotifications } from '../page-life/notifications-store.ts';
import { loadRule } from '../severities/actions.ts';
import { acknowledgePages, reopenPagesWithAlerts, reopenResolved, resolvePages } from './ending/end.ts';
import { type LockedPage, leadsOf, lockPage, wasNotified } from './ending/end-store.ts';
import { loadLadder } from './ladder.ts';
import { openPage, policyOf } from './opening/open-page.ts';
import { joinAlerts } from './opening/opening-store.ts';
import { respondToEach } from './respond-to-each.ts';
import * as store from './store.ts';

const shortestSnoozeMs = 60_000;
const longestSnoozeMs = 7 * 24 * 3_600_000;

export async function getPage(ctx: Context, id: number) {
  const page = await readPage(ctx, id);
  const alerts = await store.loadPageAlerts(ctx.db, id);
  const notifications = await store.loadPageNotifications(ctx.db, id);
  // How others are reached is shown to whoever manages the directory, here as there.
  const mayShow = (personId: number) => may(ctx.actor, 'directory.manage') || personIdOf(ctx.actor) === personId;
  const shown = notifications.flatMap(({ person, room: _, ...each }) =>
    person ? [{ ...each, person, hint: mayShow(person.id) ? each.hint : null }] : [],
  );
  const roomPosts = notifications.flatMap(({ person: _, room, contactMethodId: __, hint: ___, ...each }) =>
    room ? [{ ...each, room: room.name, channel: room.channel }] : [],
  );
  const rule = await loadRule(ctx.db, page.severity);
  const by = acknowledgeBy(instantOf(page.openedAt.getTime()), rule);
  const acknowledgedAt = page.acknowledgedAt && instantOf(page.acknowledgedAt.getTime());
  const endedAt = page.resolvedAt?.getTime();
  return {
    ...page,
    alerts,
    notifications: shown,
    roomPosts,
    webhookCalls: await store.loadWebhookCalls(ctx.db, id),
    acknowledgements: await listAskedTogether(ctx.db, id),
    ladder: await loadLadder(ctx.db, id),
    responders: await store.listResponders(ctx.db, id),
    acknowledgeBy: by && new Date(by.epochMilliseconds),
    isInTime: isInTime(by, acknowledgedAt, instantOf(endedAt ?? (await readNowMs(ctx.db)))),
  };
}

export async function createPage(ctx: Context, input: PageInput) {
  const { alertId, ...request } = input;
  const id = await transaction(ctx.db, async (tx) => {
    const alert = alertId === undefined ? null : await requireOpenAlert(tx, alertId);
    const pageId = await openPage(tx, ctx.actor, { ...request, serviceId: alert?.serviceId ?? null });
    if (alert) await joinAlerts(tx, [{ pageId, alertId: alert.id }]);
    return pageId;
  });
  return readPage(ctx, id);
}

async function requireOpenAlert(tx: Transaction, alertId: number) {
  const alert = await store.lockOpenAlert(tx, alertId);
  if (alert) return alert;
  const message = 'There is no open alert with this id.';
  throw problem('invalid_input', message, [{ path: 'body.alertId', message }]);
}

/** Takes the page for the actor. Taking what somebody has already is no change and no error. */
export async function acknowledgePage(ctx: Context, id: number) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state === 'resolved') throw problem('state_conflict', 'This page is resolved.');
    if (canAcknowledge(page.state)) await acknowledgePages(tx, ctx.actor, [page.id]);
  });
}

/** Takes all that one message told of; those that somebody has taken already stay theirs. */
export async function acknowledgeTogether(ctx: Context, ids: number[]) {
  await transaction(ctx.db, async (tx) => {
    // In their order: two people who press at once must not wait for each other.
    const locked = [];
    for (const id of await leadsOf(tx, ids)) locked.push(await lockPage(tx, id));
    const leads = locked.flatMap((page) => page?.id ?? []);
    await acknowledgePages(tx, ctx.actor, leads);
  });
}

/** Gives the page up: it opens again and pages from its first step. */
export async function unacknowledgePage(ctx: Context, id: number) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state === 'resolved') throw problem('state_conflict', 'This page is resolved.');
    if (canUnacknowledge(page.state)) await reopenPagesWithAlerts(tx, ctx.actor, [page.id]);
  });
}

/** Takes the page until a time; what is not resolved by then pages anew. @throws Problem `invalid_input`, `state_conflict` */
export async function snoozePage(ctx: Context, id: number, until: string) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state === 'resolved') throw problem('state_conflict', 'This page is resolved.');
    await requireSnoozable(tx, until);
    await snoozeLocked(tx, ctx, page, until);
  });
}

/** Of a page that is locked and not resolved. @throws Problem `state_conflict` */
export async function snoozeLocked(tx: Transaction, ctx: Context, page: LockedPage, until: string): Promise<void> {
  if (canAcknowledge(page.state)) await acknowledgePages(tx, ctx.actor, [page.id]);
  const snoozed = await setSnooze(tx, page.id, until);
  // Whoever must acknowledge it together with others cannot put it off for them.
  if (snoozed === 'not-acknowledged')
    throw problem('state_conflict', 'Others must acknowledge this page too, so it cannot be snoozed yet.');
  if (snoozed === 'changed') await recordEvent(tx, ctx.actor, 'page.snoozed', page.id, { until });
}

/** @throws Problem `invalid_input` when nothing may be snoozed until then */
export async function requireSnoozable(tx: Transaction, until: string): Promise<void> {
  const fromNow = Date.parse(until) - (await readNowMs(tx));
  if (fromNow < shortestSnoozeMs || fromNow > longestSnoozeMs)
    throw problem('invalid_input', undefined, [
      { path: 'body.until', message: 'Choose a time between a minute and 7 days from now.' },
    ]);
}

/** The page stays taken, and does not open again by itself. */
export async function unsnoozePage(ctx: Context, id: number) {
  return onPage(ctx, id, (tx, page) => unsnoozeLocked(tx, ctx, page));
}

export async function unsnoozeLocked(tx: Transaction, ctx: Context, { id }: LockedPage): Promise<void> {
  if (await endSnooze(tx, id)) await recordEvent(tx, ctx.actor, 'page.unsnoozed', id);
}

/** Says whether a page that people have seen needed them; the last answer counts, null takes it back. @throws Problem `state_conflict` */
export async function setPageFeedback(ctx: Context, id: number, answer: PageFeedback | null) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state === 'open') throw problem('state_conflict', 'Acknowledge or resolve the page first.');
    const before = await setFeedback(tx, page.id, answer, actorReference(ctx.actor));
    if (before !== undefined)
      await recordEvent(tx, ctx.actor, 'page.feedbackGiven', page.id, { before, after: answer });
  });
}

/** Gives the page to somebody else; it pages them from the first step. @throws Problem `invalid_input`, `state_conflict` */
export async function reassignPage(ctx: Context, id: number, target: PageInput['target']) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state === 'resolved') throw problem('state_conflict', 'This page is resolved.');
    const start = await policyOf(tx, target, page);
    if (canUnacknowledge(page.state)) await reopenPagesWithAlerts(tx, ctx.actor, [page.id]);
    await voidPendingNotifications(tx, [page.id], 'reassigned');
    await withdrawMessages(tx, [page.id], 'reassigned', actorReference(ctx.actor).name);
    await markReassigned(tx, page.id, target.kind === 'policy' ? target.id : null, start);
    await recordEvent(tx, ctx.actor, 'page.reassigned', page.id, { target, branch: start.branch });
  });
}

export async function resolvePage(ctx: Context, id: number) {
  return onPage(ctx, id, async (tx, page) => {
    if (canResolve(page.state)) await resolvePages(tx, ctx.actor, [page.id]);
  });
}

/** Opens a page again that was resolved within `reopenWithinHours`; it pages from its first step. @throws Problem `state_conflict` */
export async function reopenPage(ctx: Context, id: number, reason: string) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state !== 'resolved') throw problem('state_conflict', `This page is ${page.state}; nothing to reopen.`);
    requireRecent(page.resolvedAt, await readNowMs(tx), 'page');
    const opened = await reopenResolved(tx, ctx.actor, [page.id], reason);
    if (opened.length === 0)
      throw problem('state_conflict', 'A newer alert has been raised for the same condition. Use its page instead.');
  });
}

/** @throws Problem `state_conflict` when it was resolved too long ago */
export function requireRecent(resolvedAt: Date | null, nowMs: number, what: 'page' | 'alert'): void {
  if (canReopen(resolvedAt?.getTime() ?? null, nowMs)) return;
  const message = `This ${what} was resolved more than ${reopenWithinHours} hours ago. Page someone instead.`;
  throw problem('state_conflict', message);
}

/** The actor cannot take the page: it notifies the next step now, and not them again. @throws Problem `state_conflict` */
export async function declinePage(ctx: Context, id: number) {
  const personId = personIdOf(ctx.actor);
  if (personId === null) throw problem('state_conflict', 'Only a person whom the page notified can decline it.');
  return onPage(ctx, id, async (tx, page) => {
    if (page.state !== 'open') throw problem('state_conflict', `This page is ${page.state}; nobody else is notified.`);
    if (!(await wasNotified(tx, page, personId)))
      throw problem('state_conflict', 'This page has not notified you, so there is nothing to decline.');
    await voidPendingNotifications(tx, [page.id], 'declined', page.exhaustedAt ? null : personId);
    // One that has ended starts anew, with the others.
    await markEscalated(tx, page.id);
    await markDeclined(tx, page.id, personId);
    await withdrawMessages(tx, [page.id], 'declined', actorReference(ctx.actor).name, personId);
    await recordEvent(tx, ctx.actor, 'page.declined', page.id, { personId });
  });
}

/**
 * Pages more people for a page that is not resolved, each by a page of their own: acknowledging one leaves the others
 * as they are, unless `acknowledgesTogether`. They end with the page. @throws Problem `invalid_input`, `state_conflict`
 */
export async function addResponders(ctx: Context, id: number, input: ResponderInput) {
  const asked = await onPage(ctx, id, async (tx, { id: pageId, state, responderOf }) => {
    if (state === 'resolved') throw problem('state_conflict', 'This page is resolved.');
    const lead = responderOf ?? pageId;
    const page = (await store.loadPage(tx, lead))!;
    const { targets, message, acknowledgesTogether } = input;
    for (const target of targets) {
      const pageId = await openPage(tx, ctx.actor, {
        target,
        title: page.title,
        message: message || page.message,
        severity: page.severity,
        kind: page.kind,
        serviceId: page.service?.id ?? null,
        incidentId: page.incidentId,
        responder: { of: lead, addedBy: actorReference(ctx.actor), acknowledgesTogether },
      });
      await recordEvent(tx, ctx.actor, 'page.responderAdded', lead, { target, pageId, acknowledgesTogether });
    }
  });
  return { items: await store.listResponders(ctx.db, asked.id) };
}

/** Does one thing to many pages, each by itself: what is refused for one leaves the others done. */
export async function respondToPages(ctx: Context, { ids, action, reason, until = '', target }: PagesResponse) {
  const change: Record<PagesResponse['action'], (id: number) => ReturnType<typeof readPage>> = {
    acknowledge: (id) => acknowledgePage(ctx, id),
    unacknowledge: (id) => unacknowledgePage(ctx, id),
    snooze: (id) => snoozePage(ctx, id, until),
    unsnooze: (id) => unsnoozePage(ctx, id),
    reassign: (id) => reassignPage(ctx, id, target!),
    resolve: (id) => resolvePage(ctx, id),
    reopen: (id) => reopenPage(ctx, id, reason),
    escalate: (id) => escalatePage(ctx, id),
    decline: (id) => declinePage(ctx, id),
  };
  return respondToEach(ids, change[action]);
}

/** Makes the next step due now; a ladder that has ended starts anew. */
export async function escalatePage(ctx: Context, id: number) {
  return onPage(ctx, id, async (tx, page) => {
    if (page.state !== 'open') throw problem('state_conflict', `This page is ${page.state}; nobody else is notified.`);
    if (page.exhaustedAt) await voidPendingNotifications(tx, [page.id], 'the escalation restarted');
    await markEscalated(tx, page.id);
    await recordEvent(tx, ctx.actor, 'page.escalated', page.id);
  });
}

async function readPage(ctx: Context, id: number) {
  const page = await store.loadPage(ctx.db, id);
  if (!page) throw problem('not_found', `No page has the id ${id}.`);
  return page;
}

/**
 * Runs `change` with the page locked, so that of two people who press at once one is first, and answers the page. One that
 * was merged into another is answered by that one.
 */
async function onPage(ctx: Context, id: number, change: (tx: Transaction, page: LockedPage) => Promise<void>) {
  const pageId = await transaction(ctx.db, async (tx) => {
    const page = await lockPage(tx, id);
    if (!page) throw problem('not_found', `No page has the id ${id}.`);
    await change(tx, page);
    return page.id;
  });
  return readPage(ctx, pageId);
}
