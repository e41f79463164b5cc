import { type Queryable, row, run } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';

/** How many event rows one step reads. */
export const eventBatch = 10_000;

/** False while another node reads; the lock ends with the transaction. */
export async function lockCursor(tx: Queryable): Promise<boolean> {
  return (await row<{ taken: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as taken', [locks.learnCursor]))!
    .taken;
}

/**
 * Queues the incidents of the next event rows and moves the cursor behind them; returns how many rows were read.
 * Rows of transactions that may still run are left for later: their ids can be smaller than ones seen already.
 */
export async function queueTouchedIncidents(tx: Queryable): Promise<number> {
  const found = await row<{ horizon: string }>(tx, 'select evenkeel.event_horizon()::text as horizon');
  // After a restore into another cluster the cursor may be ahead of every transaction there is.
  const read = await row<{ count: number; tx: string | null; eventId: number }>(
    tx,
    `with here as (
       select least(tx, $1::xid8) as tx, case when tx > $1::xid8 then 0 else event_id end as event_id from learn_cursor),
     batch as materialized (
       select e.tx, e.id, e.subject_kind, e.subject_id from events e
       where (e.tx, e.id) > ((select tx from here), (select event_id from here)) and e.tx < $1::xid8
       order by e.tx, e.id limit $2),
     queued as (
       insert into learn_queue (incident_id)
       select distinct b.subject_id from batch b join incidents i on i.id = b.subject_id where b.subject_kind = 'incident'
       on conflict (incident_id) do update set due_at = evenkeel.now(), attempts = 0)
     select (select count(*) from batch) as count, b.tx::text as tx, b.id as event_id
     from batch b order by b.tx desc, b.id desc limit 1`,
    [found!.horizon, eventBatch],
  );
  if (!read?.tx) return 0;
  await run(tx, 'update learn_cursor set tx = $1::xid8, event_id = $2', [read.tx, read.eventId]);
  return read.count;
}

/** Takes the incident that waits longest; no other node takes it before the transaction ends. */
export async function takeQueued(tx: Queryable): Promise<number | null> {
  const taken = await row<{ incidentId: number }>(
    tx,
    `select incident_id from learn_queue where due_at <= evenkeel.now() order by due_at, incident_id limit 1
     for update skip locked`,
  );
  return taken?.incidentId ?? null;
}

export async function removeQueued(tx: Queryable, incidentId: number): Promise<void> {
  await run(tx, 'delete from learn_queue where incident_id = $1', [incidentId]);
}

/** Tries again later, ever later, at most an hour. */
export async function postponeQueued(db: Queryable, incidentId: number): Promise<void> {
  await run(
    db,
    `update learn_queue set attempts = attempts + 1,
       due_at = evenkeel.now() + make_interval(secs => least(3600, power(2, least(attempts, 12))))
     where incident_id = $1`,
    [incidentId],
  );
}
