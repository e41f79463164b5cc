/** How pages and their alerts end together. Each function works in the caller's transaction and stops everything that
 * is still to be sent: whoever was not notified yet is not notified any more. */

import * as alerts from '../../../detect/alerts/response-store.ts';
import { type Actor, actorReference, personIdOf } from '../../../platform/auth/actor.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { recordEvents } from '../../../platform/events/record.ts';
import { outdateMessages, withdrawMessages } from '../../deliver/updates-store.ts';
import { acknowledgeTogether } from '../../page-life/acknowledgements-store.ts';
import * as life from '../../page-life/life-store.ts';
import { voidNotificationsTo, voidPendingNotifications } from '../../page-life/notifications-store.ts';
import * as store from './end-store.ts';

/**
 * Acknowledges open pages, the alerts of those pages, and pages whose alerts are all taken by that. A page that others
 * must acknowledge too stays open and asks them on, and with it whoever was added to it to be acknowledged together.
 */
export async function acknowledgePages(tx: Queryable, actor: Actor, pageIds: number[]): Promise<void> {
  const together = await life.lockTogether(tx, pageIds);
  const held = await acknowledgeForOneself(
    tx,
    actor,
    together.map(({ id }) => id),
  );
  const ends = together.filter(({ id, lead }) => !held.includes(id) && (pageIds.includes(id) || !held.includes(lead)));
  const ended = await life.markAcknowledged(
    tx,
    ends.map(({ id }) => id),
    actorReference(actor),
  );
  if (ended.length === 0) return;
  await voidPendingNotifications(tx, ended, `acknowledged by ${actorReference(actor).name}`);
  await outdateMessages(tx, ended);
  await recordPages(tx, actor, 'page.acknowledged', ended);
  await acknowledgeAlerts(tx, actor, await store.alertIdsOfPages(tx, ended));
}

/**
 * The part of a person in pages that everybody whom a step asked must acknowledge: nobody asks them any more.
 * Whoever was not asked by such a step, and the last of those who were, ends the page.
 * @returns the pages that others must still acknowledge
 */
async function acknowledgeForOneself(tx: Queryable, actor: Actor, pageIds: number[]): Promise<number[]> {
  const personId = personIdOf(actor);
  if (personId === null) return [];
  const together = await acknowledgeTogether(tx, pageIds, personId);
  const held = together.filter(({ waitingFor }) => waitingFor.length > 0);
  const news = held.filter(({ isNew }) => isNew);
  const newIds = news.map(({ pageId }) => pageId);
  await voidNotificationsTo(tx, newIds, personId);
  await withdrawMessages(tx, newIds, 'acknowledged', actorReference(actor).name, personId);
  await recordEvents(
    tx,
    actor,
    news.map(({ pageId, waitingFor }) => ({
      kind: 'page.partlyAcknowledged',
      subjectId: pageId,
      data: { personId, waitingFor },
    })),
  );
  return held.map(({ pageId }) => pageId);
}

/**
 * Locks alerts and their pages, and looks for pages again when the alerts are locked: one that was about to be
 * committed for them was not to be seen before.
 */
export async function lockWithPages(tx: Queryable, alertIds: number[]): Promise<store.LockedPage[]> {
  await store.lockPagesOfAlerts(tx, alertIds);
  await alerts.lockAlerts(tx, alertIds);
  return store.lockPagesOfAlerts(tx, alertIds);
}

/**
 * Acknowledges triggered alerts, and open pages none of whose alerts is still triggered. The alerts of a page that others
 * must acknowledge too stay triggered.
 */
export async function acknowledgeAlerts(tx: Queryable, actor: Actor, alertIds: number[]): Promise<void> {
  if (alertIds.length === 0) return;
  const pages = await lockWithPages(tx, alertIds);
  const open = pages.filter(({ state }) => state === 'open').map(({ id }) => id);
  const held = await acknowledgeForOneself(tx, actor, open);
  const waiting = held.length === 0 ? [] : await store.alertIdsOfPages(tx, held);
  const taken = await alerts.acknowledgeAlertRows(
    tx,
    alertIds.filter((id) => !waiting.includes(id)),
    actorReference(actor),
  );
  await recordAlerts(tx, actor, 'alert.acknowledged', taken);
  await followAlerts(tx, actor, pages);
}

/** Resolves pages that are not resolved, with their alerts. */
export async function resolvePages(tx: Queryable, actor: Actor, pageIds: number[]): Promise<void> {
  const ended = await life.markResolved(tx, pageIds);
  if (ended.length === 0) return;
  await voidPendingNotifications(tx, ended, 'resolved');
  await outdateMessages(tx, ended);
  await recordPages(tx, actor, 'page.resolved', ended);
  await resolveAlerts(tx, actor, await store.alertIdsOfPages(tx, ended));
}

/** Resolves alerts, and pages whose alerts are all resolved by that. */
export async function resolveAlerts(tx: Queryable, actor: Actor, alertIds: number[]): Promise<void> {
  if (alertIds.length === 0) return;
  const pages = await lockWithPages(tx, alertIds);
  const resolved = await alerts.resolveAlertRows(tx, alertIds, actorReference(actor));
  await recordAlerts(tx, actor, 'alert.resolved', resolved);
  await followAlerts(tx, actor, pages);
}

/** Opens acknowledged pages again, with their acknowledged alerts. */
export async function reopenPagesWithAlerts(tx: Queryable, actor: Actor, pageIds: number[]): Promise<void> {
  const opened = await reopenPages(tx, actor, pageIds);
  const alertIds = await store.alertIdsOfPages(tx, opened);
  await unacknowledgeAlerts(tx, actor, alertIds);
}

/**
 * Opens resolved pages again with the alerts that ended last (or `only` these), as far as their condition has no newer
 * alert. A page none of whose alerts can open stays resolved. @returns the pages that page anew
 */
export async function reopenResolved(
  tx: Queryable,
  actor: Actor,
  pageIds: number[],
  reason: string,
  only?: number[],
): Promise<number[]> {
  const alertIds = only ?? (await store.alertsResolvedLast(tx, pageIds));
  await alerts.lockAlerts(tx, alertIds);
  const opened = await alerts.reopenAlertRows(tx, alertIds);
  await recordEvents(
    tx,
    actor,
    opened.map((subjectId) => ({ kind: 'alert.reopened', subjectId, data: { reason } })),
  );
  const wanted = await store.pagesWithoutOrWithOpenAlerts(tx, pageIds);
  const reopened = await life.markOpen(tx, wanted, 'resolved');
  await recordEvents(
    tx,
    actor,
    reopened.map((subjectId) => ({ kind: 'page.reopened', subjectId, data: { reason } })),
  );
  return reopened;
}

/** Takes the acknowledgement of alerts back; one that has no page wants one. @returns those that were acknowledged */
export async function unacknowledgeAlerts(tx: Queryable, actor: Actor, alertIds: number[]): Promise<number[]> {
  await alerts.lockAlerts(tx, alertIds);
  const unpaged = await store.alertsWithoutPage(tx, alertIds);
  const triggered = await alerts.unacknowledgeAlertRows(tx, alertIds, unpaged);
  await recordAlerts(tx, actor, 'alert.unacknowledged', triggered);
  return triggered;
}

/** Opens acknowledged pages again and leaves their alerts as they are. */
export async function reopenPages(tx: Queryable, actor: Actor, pageIds: number[]): Promise<number[]> {
  const opened = await life.markOpen(tx, pageIds);
  await recordPages(tx, actor, 'page.reopened', opened);
  return opened;
}

/** Brings pages in line with their alerts: all resolved, resolved; none triggered, acknowledged. */
export async function followAlerts(tx: Queryable, actor: Actor, pages: store.LockedPage[]): Promise<void> {
  if (pages.length === 0) return;
  const pageIds = pages.map((page) => page.id);
  const over = await store.pagesWithAllAlertsIn(tx, pageIds, ['resolved']);
  const ended = await life.markResolved(tx, over);
  const taken = await store.pagesWithAllAlertsIn(tx, pageIds, ['acknowledged', 'resolved']);
  const together = taken.length === 0 ? [] : await life.lockTogether(tx, taken);
  const acknowledged = await life.markAcknowledged(
    tx,
    together.map(({ id }) => id),
    actorReference(actor),
  );
  if (ended.length + acknowledged.length === 0) return;
  await voidPendingNotifications(tx, [...ended, ...acknowledged], 'no alert of the page is open');
  await outdateMessages(tx, [...ended, ...acknowledged]);
  await recordPages(tx, actor, 'page.resolved', ended);
  await recordPages(tx, actor, 'page.acknowledged', acknowledged);
}

type PageEnd = 'page.acknowledged' | 'page.resolved' | 'page.reopened';
type AlertEnd = 'alert.acknowledged' | 'alert.unacknowledged' | 'alert.resolved';

async function recordPages(tx: Queryable, actor: Actor, kind: PageEnd, ids: number[]): Promise<void> {
  await recordEvents(
    tx,
    actor,
    ids.map((subjectId) => ({ kind, subjectId })),
  );
}

async function recordAlerts(tx: Queryable, actor: Actor, kind: AlertEnd, ids: number[]): Promise<void> {
  await recordEvents(
    tx,
    actor,
    ids.map((subjectId) => ({ kind, subjectId })),
  );
}
