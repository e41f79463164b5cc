/** The log of deliveries, and sending them again. */
import { problem } from '../../../contract/errors.ts';
import type { DeliveryState } from '../../../contract/outgoing/webhooks.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { requireWebhook } from './actions.ts';
import * as store from './delivery-store.ts';

export async function listDeliveries(
  ctx: Context,
  webhookId: number,
  query: { limit: number; cursor?: string | undefined; state?: DeliveryState | undefined },
) {
  await requireWebhook(ctx.db, webhookId);
  return store.listDeliveries(ctx.db, webhookId, query);
}

export async function readDelivery(ctx: Context, webhookId: number, id: number) {
  return { ...(await requireDelivery(ctx.db, webhookId, id)), ...(await store.loadTries(ctx.db, id)) };
}

/** @throws Problem `state_conflict` while it is being sent, or the webhook is disabled */
export async function replayDelivery(ctx: Context, webhookId: number, id: number) {
  return transaction(ctx.db, async (tx) => {
    await requireEnabled(tx, webhookId);
    await requireDelivery(tx, webhookId, id);
    if (!(await store.replayOne(tx, webhookId, id)))
      throw problem('state_conflict', 'This delivery is being sent right now.');
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.replayed', webhookId, { count: 1, deliveryId: id });
    return requireDelivery(tx, webhookId, id);
  });
}

/** @throws Problem `state_conflict` while the webhook is disabled */
export async function replayDeliveries(
  ctx: Context,
  webhookId: number,
  { from, until, states }: { from: string; until?: string | undefined; states: string[] },
) {
  return transaction(ctx.db, async (tx) => {
    await requireEnabled(tx, webhookId);
    const count = await store.replayRange(tx, webhookId, { from, until: until ?? null, states });
    const range = until === undefined ? { from } : { from, until };
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.replayed', webhookId, { count, ...range });
    return { count };
  });
}

async function requireEnabled(tx: Queryable, webhookId: number): Promise<void> {
  const { disabledAt } = await requireWebhook(tx, webhookId);
  if (disabledAt !== null) throw problem('state_conflict', 'This webhook is disabled. Enable it first, then replay.');
}

async function requireDelivery(db: Queryable, webhookId: number, id: number): Promise<store.DeliveryRow> {
  const found = await store.loadDelivery(db, webhookId, id);
  if (!found) throw problem('not_found', `No delivery of this webhook has the id ${id}.`);
  return found;
}
