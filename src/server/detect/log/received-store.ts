/** Reads of the log for people who look at what a source sent. */
import { type Queryable, rows } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import type { StoredRequest } from './entry.ts';

export type Received = {
  logId: number;
  seq: number;
  receivedAt: Date;
  request: StoredRequest;
  body: Buffer;
  signalCount: number;
};

const columns = 'log_id, seq, received_at, request, body, signal_count';

/** The requests of a source, newest first. */
export async function listReceived(
  db: Queryable,
  query: {
    sourceId: number;
    isOdd: boolean;
    isDropped?: boolean;
    position: string | undefined;
    limit: number;
    cursor: string | undefined;
  },
) {
  const [at, logId, seq] = decodeCursor(query.cursor, 3) ?? [null, null, null];
  const [onlyLogId, onlySeq] = query.position?.split('.') ?? [null, null];
  const found = await rows<Received & { micros: string }>(
    db,
    `select ${columns}, (extract(epoch from received_at) * 1000000)::bigint::text as micros from signals
     where source_id = $1 ${query.isOdd ? 'and odd is not null' : ''}
       ${query.isDropped ? 'and (log_id, seq) in (select log_id, seq from dropped_signals where source_id = $1)' : ''}
       and ($2::bigint is null or (received_at, log_id, seq) < (to_timestamp(0) + $2 * interval '1 microsecond', $3::bigint, $4::bigint))
       and ($6::bigint is null or (log_id, seq) = ($6, $7::bigint))
     order by received_at desc, log_id desc, seq desc limit $5`,
    [query.sourceId, at, logId, seq, query.limit + 1, onlyLogId, onlySeq],
  );
  return pageOf(found, query.limit, (one) => [one.micros, one.logId, one.seq]);
}

/** Bodies read to try a mapping, in bytes. */
const maxTriedBytes = 8 * 1024 * 1024;

/** The newest requests of a source, newest first, bounded by their size as well. */
export function listNewest(db: Queryable, sourceId: number, limit: number): Promise<Received[]> {
  return rows<Received>(
    db,
    `with near as (
       select log_id, seq, received_at, octet_length(body) as bytes from signals
       where source_id = $1 order by received_at desc, log_id desc, seq desc limit $2),
     summed as (select log_id, seq, sum(bytes) over (order by received_at desc, log_id desc, seq desc) as bytes from near)
     select ${columns} from signals
     where (log_id, seq) in (select log_id, seq from summed where bytes <= ${maxTriedBytes})
     order by received_at desc, log_id desc, seq desc`,
    [sourceId, limit],
  );
}

/** Bodies read for the story of one alert, in bytes and in rows. */
const maxStoryBytes = 2 * 1024 * 1024;
const maxStoryRows = 100;

export type Stretch = {
  sourceId: number;
  from: Date;
  to: Date;
  /** Positions that are read whatever lies between. */
  firstLogId: number | null;
  firstSeq: number | null;
  lastLogId: number | null;
  lastSeq: number | null;
};

/** The newest requests of a source within a stretch of time, and those at its two ends; newest first, bounded. */
export async function listStretch(db: Queryable, stretch: Stretch): Promise<Received[]> {
  return rows<Received>(
    db,
    `with near as (
       (select log_id, seq, received_at, octet_length(body) as bytes, 0 as place from signals
        where (log_id, seq) in (($4::bigint, $5::bigint), ($6::bigint, $7::bigint)))
       union all
       (select log_id, seq, received_at, octet_length(body), 1 from signals
        where source_id = $1 and received_at between $2 and $3
        order by received_at desc, log_id desc, seq desc limit ${maxStoryRows})),
     summed as (select log_id, seq, sum(bytes) over (order by place, received_at desc, log_id desc, seq desc) as bytes from near)
     select ${columns} from signals
     where (log_id, seq) in (select log_id, seq from summed where bytes <= ${maxStoryBytes} + 1024 * 1024)
     order by received_at desc, log_id desc, seq desc`,
    [
      stretch.sourceId,
      stretch.from,
      stretch.to,
      stretch.firstLogId,
      stretch.firstSeq,
      stretch.lastLogId,
      stretch.lastSeq,
    ],
  );
}
