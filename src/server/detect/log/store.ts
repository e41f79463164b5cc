import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { nodeDeadAfterSeconds } from '../../platform/nodes.ts';
import { type Entry, type StoredRequest, storedRequest } from './entry.ts';

export async function openLog(db: Queryable, nodeId: number): Promise<number> {
  const opened = await row<{ id: number }>(
    db,
    `with log as (insert into signal_logs (node_id) values ($1) returning id)
     insert into signal_cursors (log_id) select id from log returning log_id as id`,
    [nodeId],
  );
  return opened!.id;
}

/**
 * Appends entries under the sequence numbers from `firstSeq` on and returns their receive time in epoch ms,
 * or null when the log has been sealed. The share lock keeps a sealing node waiting until this commit is done.
 */
export async function appendEntries(
  db: Queryable,
  logId: number,
  firstSeq: number,
  entries: Entry[],
): Promise<number | null> {
  const bodies = entries.map((entry) => entry.request.body);
  const offsets: number[] = [];
  let offset = 1;
  for (const body of bodies) {
    offsets.push(offset);
    offset += body.length;
  }
  // One binary parameter that is cut up by the server: arrays of bytea would travel as hexadecimal text.
  const result = await db.query({
    name: 'append-signals',
    text: `with appended as (
      insert into signals (log_id, seq, source_id, request, body, signal_count, odd)
      select l.id, $2::bigint + e.place - 1, e.source_id, e.request, substring($3::bytea from e.start for e.length), e.signal_count, e.odd
      from (select id from signal_logs where id = $1 and sealed_at is null for share) l,
        unnest($4::bigint[], $5::json[], $6::int[], $7::int[], $8::int[], $9::text[])
          with ordinality as e (source_id, request, start, length, signal_count, odd, place)
      returning received_at)
      select received_at from appended limit 1`,
    values: [
      logId,
      firstSeq,
      Buffer.concat(bodies),
      entries.map((entry) => entry.source.id),
      entries.map(storedRequest),
      offsets,
      bodies.map((body) => body.length),
      entries.map((entry) => entry.signals.length),
      entries.map((entry) => entry.odd[0]?.reason ?? null),
    ],
  });
  const first = result.rows[0] as { received_at: Date } | undefined;
  return first?.received_at.getTime() ?? null;
}

/**
 * Moves the cursor; null when it was not where the caller left it, or the log is no longer the caller's.
 * `isAlone`: every other log has been absorbed to its end, so none can hold anything older; those of `besideLogIds`
 * cannot either.
 */
export async function moveCursor(
  db: Queryable,
  logId: number,
  from: number,
  to: number,
  besideLogIds: number[],
): Promise<{ isAlone: boolean } | null> {
  const [moved] = await preparedRows<{ isAlone: boolean }>(
    db,
    'move-cursor',
    `update signal_cursors set absorbed_seq = $3 where log_id = $1 and absorbed_seq = $2
     returning not exists (select from signal_logs where drained_at is null and id <> $1 and id <> all ($4::bigint[])) as is_alone`,
    [logId, from, to, besideLogIds],
  );
  return moved ?? null;
}

export async function readCursor(db: Queryable, logId: number): Promise<{ absorbedSeq: number; isSealed: boolean }> {
  const found = await row<{ absorbedSeq: number; isSealed: boolean }>(
    db,
    `select c.absorbed_seq, l.sealed_at is not null as is_sealed
     from signal_cursors c join signal_logs l on l.id = c.log_id where c.log_id = $1`,
    [logId],
  );
  return found!;
}

export async function sealLog(db: Queryable, logId: number): Promise<void> {
  await run(db, 'update signal_logs set sealed_at = coalesce(sealed_at, evenkeel.now()) where id = $1', [logId]);
}

export async function markDrained(db: Queryable, logId: number): Promise<void> {
  await run(db, 'update signal_logs set drained_at = evenkeel.now() where id = $1 and sealed_at is not null', [logId]);
}

/** Logs that nobody absorbs: sealed, or of a node that stopped giving signs of life. At most `limit`. */
export async function listOrphanLogs(db: Queryable, ownLogIds: number[], limit: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select l.id from signal_logs l join nodes n on n.id = l.node_id
     where l.drained_at is null and l.id <> all ($1::bigint[])
       and (l.sealed_at is not null or n.stopped_at is not null
         or n.heartbeat_at < evenkeel.now() - make_interval(secs => $2))
     order by l.id limit $3`,
    [ownLogIds, nodeDeadAfterSeconds, limit],
  );
  return found.map(({ id }) => id);
}

export type StoredSignals = { seq: number; sourceId: number; receivedAt: Date; request: StoredRequest; body: Buffer };

export async function readLog(db: Queryable, logId: number, afterSeq: number, limit: number): Promise<StoredSignals[]> {
  return rows<StoredSignals>(
    db,
    'select seq, source_id, received_at, request, body from signals where log_id = $1 and seq > $2 order by seq limit $3',
    [logId, afterSeq, limit],
  );
}
