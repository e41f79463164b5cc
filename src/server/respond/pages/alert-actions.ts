/** What people do to alerts; the pages of those alerts follow in the same transaction. */
import { problem } from '../../../contract/errors.ts';
import { loadAlertResponse, snoozeAlertRow, unsnoozeAlertRow } from '../../detect/alerts/response-store.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { requireRecent, requireSnoozable } from './actions.ts';
import {
  acknowledgeAlerts,
  lockWithPages,
  reopenPages,
  reopenResolved,
  resolveAlerts,
  unacknowledgeAlerts,
} from './ending/end.ts';
import { newestPageOfAlert } from './ending/end-store.ts';

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
 * Wants nothing of an alert without a page until a time: it stays triggered. What holds it back then, or does not, is decided
 * then, so that one that pages does so from its first step. @throws Problem `invalid_input`, `state_conflict`
 */
export async function snoozeAlert(ctx: Context, id: number, until: string) {
  return onAlert(ctx, id, async (tx, state) => {
    if (state !== 'triggered') throw problem('state_conflict', `This alert is ${state}; there is nothing to snooze.`);
    await requireSnoozable(tx, until);
    const before = await snoozeAlertRow(tx, id, until, `Snoozed by ${actorReference(ctx.actor).name}.`);
    if (!before) throw problem('state_conflict', 'This alert has a page. Snooze the page instead.');
    await recordEvent(tx, ctx.actor, 'alert.snoozed', id, { until, ...before });
  });
}

/** What was snoozed is decided on now; one that is not snoozed stays as it is. */
export async function unsnoozeAlert(ctx: Context, id: number) {
  return onAlert(ctx, id, async (tx) => {
    if (await unsnoozeAlertRow(tx, id)) await recordEvent(tx, ctx.actor, 'alert.unsnoozed', id);
  });
}

async function onAlert(ctx: Context, id: number, change: (tx: Transaction, state: string) => Promise<void>) {
  return transaction(ctx.db, async (tx) => {
    const alert = await loadAlertResponse(tx, id);
    if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
    await change(tx, alert.state);
    return (await loadAlertResponse(tx, id))!;
  });
}
