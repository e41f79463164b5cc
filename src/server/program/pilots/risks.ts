/** What may go wrong with a plan, and what is done about it. */
import { problem } from '../../../contract/errors.ts';
import type { RiskChange, RiskInput } from '../../../contract/program/pilots.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { onPilot } from './actions.ts';
import * as store from './risks-store.ts';
import { touchPilot } from './store.ts';

const mostRisks = 100;

export async function addRisk(ctx: Context, id: number, input: RiskInput) {
  return onPilot(ctx, id, undefined, async (tx) => {
    if ((await store.countRisks(tx, id)) >= mostRisks)
      throw problem('state_conflict', `A plan has at most ${mostRisks} risks.`);
    if (input.ownerId !== null) await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    const riskId = await store.insertRisk(tx, id, input);
    await touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, 'pilot.riskAdded', id, { riskId, after: input });
  });
}

export async function updateRisk(ctx: Context, id: number, riskId: number, change: RiskChange, ifMatch?: number) {
  return onPilot(ctx, id, ifMatch, async (tx) => {
    const { owner, ...risk } = await requireRisk(tx, id, riskId);
    if (change.ownerId) await requireEnabledPerson(tx, change.ownerId, 'body.ownerId');
    await store.setRisk(tx, riskId, { ...risk, ownerId: owner?.id ?? null, ...change } as RiskInput);
    await touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, 'pilot.riskChanged', id, { riskId, ...change });
  });
}

export async function removeRisk(ctx: Context, id: number, riskId: number) {
  return setRemoved(ctx, id, riskId, true);
}

export async function restoreRisk(ctx: Context, id: number, riskId: number) {
  return setRemoved(ctx, id, riskId, false);
}

async function setRemoved(ctx: Context, id: number, riskId: number, isRemoved: boolean) {
  return onPilot(ctx, id, undefined, async (tx) => {
    const { title, removedAt } = await requireRisk(tx, id, riskId, true);
    if ((removedAt !== null) === isRemoved) return;
    await store.setRiskRemoved(tx, riskId, isRemoved);
    await touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, isRemoved ? 'pilot.riskRemoved' : 'pilot.riskRestored', id, { riskId, title });
  });
}

async function requireRisk(tx: Transaction, id: number, riskId: number, mayBeRemoved = false) {
  const risk = await store.loadRisk(tx, id, riskId);
  if (!risk || (risk.removedAt !== null && !mayBeRemoved))
    throw problem('not_found', `The plan has no risk ${riskId}.`);
  return risk;
}
