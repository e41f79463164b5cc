/** What people do to alerts; the pages of those alerts follow in the same transaction. */
import { problem } from '../../../contract/errors.ts';
import type { AlertsResponse } from '../../../contract/respond/alert-response.ts';
import { loadAlertResponse, snoozeAlertRow, unsnoozeAlertRow } from '../../detect/alerts/response-store.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { requireRecent, requireSnoozable, snoozeLocked, unsnoozeLocked } from './actions.ts';
import {
  acknowledgeAlerts,
  lockWithPages,
  reopenPages,
  reopenResolved,
  resolveAlerts,
  unacknowledgeAlerts,
} from './ending/end.ts';
import { newestPageOfAlert } from './ending/end-store.ts';
import { respondToEach } from './respond-to-each.ts';

/** Takes the alert, unless others must acknowledge its page too: then it stays triggered until they have. */
export async function acknowledgeAlert(ctx: Context, id: number) {
  return onAlert(ctx, id, async (tx, state) => {
    if (state === 'resolved') throw problem('state_conflict', 'This alert is resolved.');
    await acknowledgeAlerts(tx, ctx.actor, [id]);
  });
}

/** Gives the acknowledgement up; acknowledged pages of the alert open again and page from their first step. */
export async function unacknowledgeAlert(ctx: Context, id: number) {
  return onAlert(ctx, id, async (tx, state) => {
    if (state === 'resolved') throw problem('state_conflict', 'This alert is resolved.');
    const pages = await lockWithPages(tx, [id]);
    await unacknowledgeAlerts(tx, ctx.actor, [id]);
    const taken = pages.filter((page) => page.state === 'acknowledged').map((page) => page.id);
    await reopenPages(tx, ctx.actor, taken);
  });
}

export async function resolveAlert(ctx: Context, id: number) {
  return onAlert(ctx, id, (tx) => resolveAlerts(tx, ctx.actor, [id]));
}

/**
 * Opens a resolved alert again. Its newest page pages anew from its first step; an alert that never had one is decided
 * on as when it came in. @throws Problem `state_conflict`
 */
export async function reopenAlert(ctx: Context, id: number, reason: string) {
  return onAlert(ctx, id, async (tx, state) => {
    if (state !== 'resolved') throw problem('state_conflict', `This alert is ${state}; nothing to reopen.`);
    requireRecent((await loadAlertResponse(tx, id))!.resolvedAt, await readNowMs(tx), 'alert');
    const pageId = await newestPageOfAlert(tx, id);
    await reopenResolved(tx, ctx.actor, pageId === null ? [] : [pageId], reason, [id]);
    if ((await loadAlertResponse(tx, id))!.state === 'resolved')
      throw problem('state_conflict', 'A newer alert has been raised for the same condition.');
  });
}

/**
 * Puts an alert off until a time, by its page where it has one. One without stays triggered: what holds it back, or does
 * not, is decided then, so that one that pages does so from its first step. @throws Problem `invalid_input`, `state_conflict`
 */
export async function snoozeAlert(ctx: Context, id: number, until: string) {
  return onAlert(ctx, id, async (tx, state) => {
    await requireSnoozable(tx, until);
    const pages = await lockWithPages(tx, [id]);
    for (const page of pages) await snoozeLocked(tx, ctx, page, until);
    if (pages.length > 0) return;
    if (state !== 'triggered') throw problem('state_conflict', `This alert is ${state}; there is nothing to snooze.`);
    const before = await snoozeAlertRow(tx, id, until, `Snoozed by ${actorReference(ctx.actor).name}.`);
    if (!before) throw problem('state_conflict', 'This alert is about to be paged. Try again in a moment.');
    await recordEvent(tx, ctx.actor, 'alert.snoozed', id, { until, ...before });
  });
}

/** What was snoozed without a page is decided on now; a page stays acknowledged. What is not snoozed stays as it is. */
export async function unsnoozeAlert(ctx: Context, id: number) {
  return onAlert(ctx, id, async (tx) => {
    for (const page of await lockWithPages(tx, [id])) await unsnoozeLocked(tx, ctx, page);
    if (await unsnoozeAlertRow(tx, id)) await recordEvent(tx, ctx.actor, 'alert.unsnoozed', id);
  });
}

export async function respondToAlerts(ctx: Context, { ids, action, reason, until = '' }: AlertsResponse) {
  const change: Record<AlertsResponse['action'], (id: number) => ReturnType<typeof onAlert>> = {
    acknowledge: (id) => acknowledgeAlert(ctx, id),
    unacknowledge: (id) => unacknowledgeAlert(ctx, id),
    snooze: (id) => snoozeAlert(ctx, id, until),
    unsnooze: (id) => unsnoozeAlert(ctx, id),
    resolve: (id) => resolveAlert(ctx, id),
    reopen: (id) => reopenAlert(ctx, id, reason),
  };
  return respondToEach(ids, change[action]);
}

async function onAlert(ctx: Context, id: number, change: (tx: Transaction, state: string) => Promise<void>) {
  return transaction(ctx.db, async (tx) => {
    const alert = await loadAlertResponse(tx, id);
    if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
    await change(tx, alert.state);
    return (await loadAlertResponse(tx, id))!;
  });
}
