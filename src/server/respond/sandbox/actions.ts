/**
 * Practice whose pages are kept instead of sent: the real path is walked, its steps run at their times, and what would have
 * gone out to people, chat rooms and webhooks of the policy stays here. Nothing that is real is ever in one.
 */
import type { Queryable } from '../../platform/db/database.ts';
import * as store from './store.ts';

/** @param agreedIds people who agreed to be notified for real */
export const openSandbox = (tx: Queryable, agreedIds: readonly number[]): Promise<number> =>
  store.insertSandbox(tx, agreedIds);

/** Before any of them is sent. */
export const keepSignals = (tx: Queryable, sandboxId: number, sourceId: number, dedupKeys: readonly string[]) =>
  store.addSignals(tx, sandboxId, sourceId, dedupKeys);

/** In the transaction that declares it. */
export const keepIncident = (tx: Queryable, sandboxId: number, incidentId: number) =>
  store.setIncident(tx, sandboxId, incidentId);

/** Who would have been notified, by what and when. */
export const listKept = (db: Queryable, sandboxId: number): Promise<store.Kept[]> => store.listKept(db, sandboxId);
