/**
 * Practice whose messages are kept instead of sent: the real path is walked, its steps run at their times, and what would
 * have gone out to people, chat rooms and webhooks stays here. Nothing that is real is ever in one.
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

/** Whether there is any at all. */
export const hasSandboxes = (db: Queryable): Promise<boolean> => store.hasSandboxes(db);

/** The sandboxes of alerts, pages and incidents, by `alert 7`; those without one are left out. */
export const sandboxesOf = (db: Queryable, ids: store.Subjects): Promise<Map<string, number>> =>
  store.sandboxesOf(db, ids);

/** Who agreed to be notified for real, by sandbox. */
export const agreedIn = (db: Queryable, sandboxIds: readonly number[]): Promise<Map<number, number[]>> =>
  store.agreedIn(db, sandboxIds);

/** Keeps what would have gone out besides messages of pages, in the order given. */
export const keepMessages = (tx: Queryable, messages: readonly store.KeptMessage[]): Promise<void> =>
  store.insertKept(tx, messages);

/** What would have gone out besides, each once with how often. */
export const listKeptBesides = (db: Queryable, sandboxId: number): Promise<store.KeptBesides[]> =>
  store.listKeptBesides(db, sandboxId);

/** Who would have been notified, by what and when. */
export const listKept = (db: Queryable, sandboxId: number): Promise<store.Kept[]> => store.listKept(db, sandboxId);
