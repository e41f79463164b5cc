/** Parallel runs: Evenkeel receives everything for a team and pages nobody, until somebody cuts over. */
import { problem } from '../../../contract/errors.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

/** Of these pages, those that page nobody because of a parallel run. */
export const listInParallelRun = (db: Queryable, pageIds: readonly number[]): Promise<Set<number>> =>
  store.listInParallelRun(db, pageIds);

const longestDays = 366;

export async function listRuns(ctx: Context, state: 'active' | 'all') {
  return { items: await store.listRuns(ctx.db, state === 'active') };
}

/** @throws Problem `invalid_input`, `conflict` when one goes on already */
export async function startRun(ctx: Context, input: { teamId: number | null; askAt: string }) {
  return transaction(ctx.db, async (tx) => {
    await requireDate(tx, input.askAt);
    if (input.teamId !== null && !(await store.teamExists(tx, input.teamId))) {
      const message = `There is no team ${input.teamId}.`;
      throw problem('invalid_input', message, [{ path: 'body.teamId', message }]);
    }
    const id = await store.insertRun(tx, { ...input, startedBy: actorReference(ctx.actor) });
    if (id === null) throw problem('conflict', 'A parallel run goes on already.');
    await recordEvent(tx, ctx.actor, 'parallelRun.started', id, input);
    return (await store.loadRun(tx, id))!;
  });
}

/** @throws Problem `not_found`, `invalid_input`, `state_conflict` when it has ended, `version_mismatch` */
export async function extendRun(ctx: Context, id: number, askAt: string, ifMatch: number | undefined) {
  return transaction(ctx.db, async (tx) => {
    const found = await requireRun(tx, id);
    if (ifMatch !== undefined && ifMatch !== found.version) throw await changedMeanwhile(tx, 'parallelRun', id);
    if (found.endedAt !== null) throw problem('state_conflict', 'This parallel run has ended.');
    await requireDate(tx, askAt);
    await store.setAskAt(tx, id, askAt);
    await recordEvent(tx, ctx.actor, 'parallelRun.extended', id, { from: found.askAt.toISOString(), to: askAt });
    return (await store.loadRun(tx, id))!;
  });
}

/**
 * Cuts over. What falls due after this commit goes out; `pages/cut-over.ts` starts the open pages again whose messages were
 * kept. Ending one twice changes nothing. @throws Problem `not_found`
 */
export async function endRun(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const found = await requireRun(tx, id);
    if (found.endedAt !== null) return found;
    await store.endRun(tx, id, actorReference(ctx.actor));
    const { openPageCount } = found;
    await recordEvent(tx, ctx.actor, 'parallelRun.ended', id, { teamId: found.team?.id ?? null, openPageCount });
    return (await store.loadRun(tx, id))!;
  });
}

export async function listKept(ctx: Context, id: number, limit: number, cursor: string | undefined) {
  if (!(await store.loadRun(ctx.db, id))) throw problem('not_found', `There is no parallel run ${id}.`);
  return store.listKept(ctx.db, id, limit, cursor);
}

async function requireRun(tx: Transaction, id: number): Promise<store.RunRow> {
  const found = await store.lockRun(tx, id);
  if (!found) throw problem('not_found', `There is no parallel run ${id}.`);
  return found;
}

async function requireDate(tx: Transaction, askAt: string): Promise<void> {
  const ahead = new Date(askAt).getTime() - (await readNow(tx)).getTime();
  if (ahead > 0 && ahead <= longestDays * 86_400_000) return;
  const message = 'Choose a time within the next year.';
  throw problem('invalid_input', message, [{ path: 'body.askAt', message }]);
}
