/**
 * Signals that overtake one another. Each log is absorbed in its own order, so a resolve in the log of a living node can
 * be absorbed before its trigger, which lies in the log of a node that has died. It is remembered until that log is read.
 */
import { type Queryable, rows, run } from '../../platform/db/database.ts';
import type { KeyOfAlert } from './fold-store.ts';

export type EarlySignal = KeyOfAlert & { action: 'acknowledge' | 'resolve'; receivedAt: Date };

export async function listEarlySignals(db: Queryable, keys: KeyOfAlert[]): Promise<EarlySignal[]> {
  return rows<EarlySignal>(
    db,
    `select e.source_id, e.dedup_hash, e.action, e.received_at
     from unnest($1::bigint[], $2::bytea[]) as k (source_id, dedup_hash)
     join early_signals e using (source_id, dedup_hash)`,
    [keys.map(({ sourceId }) => sourceId), keys.map(({ dedupHash }) => dedupHash)],
  );
}

/** Remembers the newest of each action; each key and action at most once in `signals`. */
export async function rememberEarlySignals(db: Queryable, signals: EarlySignal[]): Promise<void> {
  if (signals.length === 0) return;
  await run(
    db,
    `insert into early_signals as e (source_id, dedup_hash, action, received_at)
     select * from unnest($1::bigint[], $2::bytea[], $3::text[], $4::timestamptz[])
     on conflict (source_id, dedup_hash, action) do update set received_at = greatest(e.received_at, excluded.received_at)`,
    [
      signals.map(({ sourceId }) => sourceId),
      signals.map(({ dedupHash }) => dedupHash),
      signals.map(({ action }) => action),
      signals.map(({ receivedAt }) => receivedAt),
    ],
  );
}

export async function forgetEarlySignals(db: Queryable, keys: KeyOfAlert[]): Promise<void> {
  if (keys.length === 0) return;
  await run(
    db,
    `delete from early_signals e using unnest($1::bigint[], $2::bytea[]) as k (source_id, dedup_hash)
     where e.source_id = k.source_id and e.dedup_hash = k.dedup_hash`,
    [keys.map(({ sourceId }) => sourceId), keys.map(({ dedupHash }) => dedupHash)],
  );
}

export type Settleable = { sourceId: number; dedupKey: string; action: EarlySignal['action']; receivedAt: Date };

/** Takes out what waits although an alert of its key is open by now. At most `limit`. */
export async function takeSettleable(db: Queryable, limit: number): Promise<Settleable[]> {
  return rows<Settleable>(
    db,
    `with found as (
       select e.source_id, e.dedup_hash, e.action, a.dedup_key
       from early_signals e
       join alerts a on a.source_id = e.source_id and a.dedup_hash = e.dedup_hash and a.state <> 'resolved'
       order by e.received_at limit $1
       for update of e skip locked)
     delete from early_signals e using found f
     where e.source_id = f.source_id and e.dedup_hash = f.dedup_hash and e.action = f.action
     returning e.source_id, f.dedup_key, e.action, e.received_at`,
    [limit],
  );
}
