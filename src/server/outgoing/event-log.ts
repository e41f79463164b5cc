/** The event log behind a cursor of its own: what is told to others follows it. */
import { type Queryable, row, rows, run } from '../platform/db/database.ts';

/** How many event rows one step reads. */
export const eventBatch = 500;

export type Cursor = 'outgoing_cursor' | 'notice_cursor' | 'thread_cursor' | 'close_back_cursor';

export type LoggedEvent = {
  tx: string;
  id: number;
  at: Date;
  kind: string;
  subjectKind: string;
  subjectId: number | null;
  actor: { kind: string; name?: string; personId?: number };
  data: Record<string, unknown>;
  /** The person a contact method or API token belongs to. */
  ownerId: number | null;
};

/** False while another node reads; the lock ends with the transaction. */
export async function lockCursor(tx: Queryable, lock: number): Promise<boolean> {
  return (await row<{ taken: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as taken', [lock]))!.taken;
}

/**
 * The next events in the order of their commits. Rows of transactions that may still run are left for later: their ids
 * can be smaller than ones seen already. After a restore into another cluster the cursor may be ahead of every
 * transaction there is, and what the backup brought is never new.
 */
export async function readEvents(tx: Queryable, cursor: Cursor): Promise<LoggedEvent[]> {
  return rows<LoggedEvent>(
    tx,
    `with horizon as materialized (select evenkeel.event_horizon() as tx),
     here as materialized (
       select least(c.tx, h.tx) as tx, case when c.tx > h.tx then 0 else c.event_id end as event_id, c.restored_id
       from ${cursor} c, horizon h)
     select e.tx::text as tx, e.id, e.at, e.kind, e.subject_kind, e.subject_id, e.actor, e.data,
       case when e.subject_kind in ('contactMethod', 'token')
         then substring(coalesce(e.data->>'personId', e.actor->>'personId') from '^[0-9]{1,15}$')::bigint end as owner_id
     from events e
     where (e.tx, e.id) > ((select tx from here), (select event_id from here)) and e.tx < (select tx from horizon)
       and e.id > (select restored_id from here)
     order by e.tx, e.id limit ${eventBatch}`,
  );
}

export async function moveCursor(tx: Queryable, cursor: Cursor, last: Pick<LoggedEvent, 'tx' | 'id'>): Promise<void> {
  await run(tx, `update ${cursor} set tx = $1::xid8, event_id = $2`, [last.tx, last.id]);
}

/** Behind everything that is committed: nobody follows. */
export async function skipAll(tx: Queryable, cursor: Cursor): Promise<void> {
  await run(
    tx,
    `update ${cursor} set tx = horizon.tx, event_id = 0
     from (select evenkeel.event_horizon() as tx) horizon where ${cursor}.tx < horizon.tx`,
  );
}

/** After a restore: what the backup brought has been told already. */
export async function passRestored(tx: Queryable, cursor: Cursor): Promise<void> {
  await run(tx, `update ${cursor} set restored_id = (select coalesce(max(id), 0) from events)`);
}
