import { type Queryable, rows, run } from '../../platform/db/database.ts';

export type RetainedLog = { id: number; absorbedSeq: number };

/** Logs whose oldest request may go: absorbed and older than the retention. */
export async function listLogsToTrim(db: Queryable, retentionDays: number, limit: number): Promise<RetainedLog[]> {
  return rows<RetainedLog>(
    db,
    `select l.id, c.absorbed_seq from signal_logs l join signal_cursors c on c.log_id = l.id
       cross join lateral (select seq, received_at from signals where log_id = l.id order by seq limit 1) oldest
     where oldest.seq <= c.absorbed_seq and oldest.received_at < evenkeel.now() - make_interval(days => $1)
     order by l.id limit $2`,
    [retentionDays, limit],
  );
}

/** Deletes the oldest requests of a log, at most `limit`, never one that is not absorbed. Returns how many. */
export async function trimLog(db: Queryable, log: RetainedLog, retentionDays: number, limit: number): Promise<number> {
  return run(
    db,
    `delete from signals where log_id = $1 and seq in (
       select seq from signals where log_id = $1 and seq <= $2 order by seq limit $4)
       and received_at < evenkeel.now() - make_interval(days => $3)`,
    [log.id, log.absorbedSeq, retentionDays, limit],
  );
}

/** Forgets logs that nobody writes and that hold nothing any more. */
export async function deleteEmptyLogs(db: Queryable, retentionDays: number, limit: number): Promise<number> {
  return run(
    db,
    `with empty as (
       select l.id from signal_logs l
       where l.drained_at < evenkeel.now() - make_interval(days => $1)
         and not exists (select from signals where log_id = l.id)
       order by l.id limit $2),
     cursors as (delete from signal_cursors where log_id in (select id from empty) returning log_id)
     delete from signal_logs where id in (select log_id from cursors)`,
    [retentionDays, limit],
  );
}

/** Forgets acknowledgements and resolves whose trigger never came: after an hour no log can hold it any more. */
export async function deleteOldEarlySignals(db: Queryable, limit: number): Promise<number> {
  return run(
    db,
    `delete from early_signals where (source_id, dedup_hash, action) in (
       select source_id, dedup_hash, action from early_signals where received_at < evenkeel.now() - interval '1 hour'
       order by received_at limit $1)`,
    [limit],
  );
}

/** Forgets answers kept for repeated requests after a day. */
export async function deleteOldAnswers(db: Queryable, limit: number): Promise<number> {
  return run(
    db,
    `delete from idempotency_keys where (actor, key) in (
       select actor, key from idempotency_keys where created_at < evenkeel.now() - interval '24 hours'
       order by created_at limit $1)`,
    [limit],
  );
}
