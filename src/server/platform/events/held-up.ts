/** What keeps events from being followed: a transaction in this database that somebody has left open. */
import { type Queryable, row } from '../db/database.ts';

/** How long an event may wait before somebody is told. */
export const heldUpAfterSeconds = 60;

/**
 * Since when the oldest event waits that nobody may follow yet; no row while none waits for longer than allowed, or while
 * who is waited for has only just begun: the clock was moved then.
 */
const waitingSql = `select e.at, horizon.tx from
    (select evenkeel.event_horizon() as tx) horizon
    cross join lateral (select at from events where tx >= horizon.tx order by tx, id limit 1) e
  where e.at < evenkeel.now() - interval '${heldUpAfterSeconds} seconds' and not exists (
    select from pg_stat_activity a
    where a.backend_xid = (horizon.tx::text::bigint - evenkeel.transaction_offset())::text::xid8::xid
      and a.xact_start > statement_timestamp() - interval '2 seconds')`;

/** Selects as `id` the process of the session that is waited for, or 0 for a prepared transaction. */
export const heldUpSql = `with waiting as materialized (${waitingSql})
  select coalesce((select a.pid from pg_stat_activity a
    where a.backend_xid = (w.tx::text::bigint - evenkeel.transaction_offset())::text::xid8::xid limit 1), 0) as id
  from waiting w`;

export type HeldUp = {
  since: Date;
  /** The session that is waited for; null for a prepared transaction. */
  pid: number | null;
  role: string | null;
  applicationName: string | null;
  /** Of a prepared transaction. */
  prepared: string | null;
};

/** Who keeps events waiting, or null. */
export function readHeldUp(db: Queryable): Promise<HeldUp | null> {
  return row<HeldUp>(
    db,
    `with waiting as materialized (${waitingSql}),
     culprit as (select at, (tx::text::bigint - evenkeel.transaction_offset())::text::xid8::xid as tx from waiting)
     select c.at as since, a.pid, coalesce(a.usename, p.owner) as role, a.application_name, p.gid as prepared
     from culprit c left join pg_stat_activity a on a.backend_xid = c.tx left join pg_prepared_xacts p on p.transaction = c.tx
     limit 1`,
  );
}

/** What the operator does about it. */
export function heldUpSentence({ since, pid, role, applicationName, prepared }: HeldUp): string {
  const what = prepared
    ? `the forgotten prepared transaction “${prepared}” of ${role}: end it with \`rollback prepared '${prepared.replaceAll("'", "''")}'\``
    : pid === null
      ? 'a transaction that cannot be seen'
      : `a transaction of ${role}${applicationName ? ` (${applicationName})` : ''}, process ${pid}: end it with \`select pg_terminate_backend(${pid})\``;
  return `Events since ${since.toISOString()} reach no screen, webhook or notice: they wait for ${what}. Pages are not affected.`;
}
