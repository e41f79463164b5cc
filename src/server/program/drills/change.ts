import { problem } from '../../../contract/errors.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { mayLead, showDrill } from './show.ts';
import * as store from './store.ts';

export const noDrill = (id: number) => problem('not_found', `No drill has the id ${id}.`);

type Change = (tx: Transaction, drill: store.DrillRow) => Promise<void>;

/** Runs a change with the drill locked, by somebody who leads it, in one of these states. */
export async function onDrill(ctx: Context, id: number, states: readonly store.DrillRow['state'][], change: Change) {
  return onDrillOfAnybody(ctx, id, async (tx, drill) => {
    requireLead(ctx.actor, drill);
    requireState(drill, states);
    await change(tx, drill);
  });
}

/** As `onDrill`; the change says who may, and when. */
export async function onDrillOfAnybody(ctx: Context, id: number, change: Change) {
  return transaction(ctx.db, async (tx) => {
    const drill = await store.lockDrill(tx, id);
    if (!drill) throw noDrill(id);
    await change(tx, drill);
    return showDrill(tx, ctx.actor, (await store.loadDrill(tx, id))!);
  });
}

/** @throws Problem `forbidden` */
export function requireLead(actor: Actor, drill: store.DrillRow): void {
  if (!mayLead(actor, drill))
    throw problem('forbidden', 'Only the leader of the drill or an administrator can do this.');
}

/** @throws Problem `state_conflict` */
export function requireState(drill: store.DrillRow, states: readonly store.DrillRow['state'][]): void {
  if (!states.includes(drill.state))
    throw problem('state_conflict', `This drill is ${drill.state === 'canceled' ? 'cancelled' : drill.state}.`);
}
