/**
 * Tells what this process has recorded, once it has been committed. For whoever looks on: what has to follow from an
 * event follows from its row, on whatever node.
 */
import type { Actor } from '../auth/actor.ts';
import { type Database, onEnd, type Queryable, type Transaction } from '../db/database.ts';
import type { NewEvent } from './record.ts';

/** `beganAt`, `endedAt`: of its transaction, by `performance.now()`. */
export type Recorded = { events: readonly NewEvent[]; actor: Actor; beganAt: number; endedAt: number };
/** Must not throw. */
type Listener = (recorded: Recorded) => void;

const watched = new WeakMap<Queryable, { listener: Listener; beganAt: number }>();

/** From now on `listener` is told what transactions on the connections of `pool` record. */
export function listenToRecorded(pool: Database, listener: Listener): void {
  pool.on('acquire', (connection) => watched.set(connection, { listener, beganAt: performance.now() }));
}

/** Called where events are recorded. */
export function announce(db: Queryable, actor: Actor, events: readonly NewEvent[]): void {
  const watching = watched.get(db);
  if (!watching) return;
  const { listener, beganAt } = watching;
  onEnd(db as Transaction, (isCommitted) => {
    if (isCommitted) listener({ events, actor, beganAt, endedAt: performance.now() });
  });
}
