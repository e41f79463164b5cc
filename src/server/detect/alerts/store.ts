/** Reads of alerts for people; what absorbing writes stands in `fold-store.ts`. */
import type { Alert } from '../../../contract/detect/alerts.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

type StoredActor = { kind: string; name?: string; personId?: number };
type Moments = 'suppressedUntil' | 'triggeredAt' | 'lastSignalAt' | 'acknowledgedAt' | 'resolvedAt';
type FlatAlert = Omit<Alert, Moments | 'acknowledgedBy' | 'resolvedBy'> & {
  suppressedUntil: Date | null;
  triggeredAt: Date;
  lastSignalAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: StoredActor | null;
  resolvedAt: Date | null;
  resolvedBy: StoredActor | null;
};

const columns = `a.id, a.state, a.severity, a.title, a.source_id, s.name as source_name, a.service_id, v.name as service_name,
  a.suppressed_reason, a.suppressed_until, a.not_paged_because, a.triggered_at, a.last_signal_at, a.signal_count, a.acknowledged_at,
  a.acknowledged_by, a.resolved_at, a.resolved_by`;
// A page of alerts stays small whatever senders put into labels.
const shortLabels = `case when pg_column_size(a.labels) <= 8192 then a.labels else '{}' end as labels`;
const joins = 'join sources s on s.id = a.source_id left join services v on v.id = a.service_id';

/**
 * A filter looks at this many alerts per request; the next page goes on behind them. Neighbours in the table are cheap
 * to read, open alerts and those of one service lie scattered among all others.
 */
const neighboursPerRequest = 20_000;
const scatteredPerRequest = 8_000;

export type AlertFilter = {
  state: 'open' | 'suppressed' | 'triggered' | 'acknowledged' | 'resolved' | 'all';
  serviceId?: number | undefined;
  sourceId?: number | undefined;
  severities: number[] | null;
  text?: string | undefined;
};

/**
 * Alerts older than `beforeId`, newest first, at most `limit + 1`. `scannedToId` is where a narrow filter gave up
 * looking, null when it has seen everything.
 */
export async function listAlerts(db: Queryable, filter: AlertFilter, beforeId: number | null, limit: number) {
  const isOpen = filter.state !== 'resolved' && filter.state !== 'all';
  // One index leads; all other conditions are looked at row by row, so that no mix of filters reads the whole table.
  const byService = filter.serviceId !== undefined && !isOpen;
  const window = isOpen || byService ? scatteredPerRequest : neighboursPerRequest;
  const base = `($1::bigint is null or w.id < $1)
    ${isOpen ? "and w.state <> 'resolved'" : ''} ${byService ? 'and w.service_id = $2' : ''}`;
  const found = await rows<FlatAlert>(
    db,
    `select ${columns}, ${shortLabels}
     from (select * from (select * from alerts w where ${base} order by w.id desc limit ${window}) f
       where ($2::bigint is null or f.service_id = $2) and ($3::bigint is null or f.source_id = $3)
         and ($4::int[] is null or f.severity = any ($4)) and ($5::text is null or f.title ilike $5)
         and ($6::text is null or f.state = $6) and (not $7::boolean or f.suppressed_reason is not null)
       order by f.id desc limit $8) a
     ${joins} order by a.id desc`,
    [
      beforeId,
      filter.serviceId ?? null,
      filter.sourceId ?? null,
      filter.severities,
      filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`,
      filter.state === 'open' || filter.state === 'suppressed' || filter.state === 'all' ? null : filter.state,
      filter.state === 'suppressed',
      limit + 1,
    ],
  );
  if (found.length > limit) return { found: found.map(alertOf), scannedToId: null };
  const end = await row<{ id: number | null; count: number }>(
    db,
    `select min(id) as id, count(*) as count
     from (select w.id from alerts w where ${base} ${byService ? '' : 'and ($2::bigint is null or true)'}
           order by w.id desc limit ${window}) scanned`,
    [beforeId, filter.serviceId ?? null],
  );
  return { found: found.map(alertOf), scannedToId: end!.count === window ? end!.id : null };
}

export type AlertCount = {
  state: 'triggered' | 'acknowledged';
  severity: number;
  isSuppressed: boolean;
  count: number;
};

/** The open alerts by state and severity, of the newest `most` of them. */
export async function countOpenAlerts(db: Queryable, most: number): Promise<AlertCount[]> {
  return rows<AlertCount>(
    db,
    `select state, severity, is_suppressed, count(*) as count
     from (select state, severity, suppressed_reason is not null as is_suppressed from alerts
           where state <> 'resolved' order by id desc limit $1) open
     group by 1, 2, 3 order by 1 desc, 2, 3`,
    [most],
  );
}

type Whole = {
  dedupKey: string;
  dedupHash: Buffer;
  description: string;
  links: { href: string; text: string }[];
  images: { src: string; href: string | null; alt: string }[];
  groupKey: string | null;
  occurredAt: Date | null;
  expiresAt: Date | null;
  routeId: number | null;
  routeName: string | null;
  explanation: unknown;
  firstLogId: number | null;
  firstSeq: number | null;
  lastLogId: number | null;
  lastSeq: number | null;
};

export async function loadAlert(db: Queryable, id: number) {
  const found = await row<FlatAlert & Whole>(
    db,
    `select ${columns}, a.labels, a.dedup_key, a.dedup_hash, a.description, a.links, a.images, a.group_key, a.occurred_at,
       a.expires_at, r.id as route_id, r.name as route_name, a.explanation, a.first_log_id, a.first_seq, a.last_log_id, a.last_seq
     from alerts a ${joins} left join routes r on r.id = a.route_id where a.id = $1`,
    [id],
  );
  return found && alertOf(found);
}

/** Earlier alerts of the same source and key: the latest few, and how many, counted up to 1,000. */
export async function listEarlier(
  db: Queryable,
  { id, sourceId, dedupHash }: { id: number; sourceId: number; dedupHash: Buffer },
  limit: number,
) {
  const key = [sourceId, dedupHash, id];
  const items = await rows<FlatAlert>(
    db,
    `select ${columns}, ${shortLabels}
     from (select * from alerts where source_id = $1 and dedup_hash = $2 and id < $3 order by id desc limit $4) a
     ${joins} order by a.id desc`,
    [...key, limit],
  );
  const counted = await row<{ count: number }>(
    db,
    `select count(*) as count
     from (select 1 from alerts where source_id = $1 and dedup_hash = $2 and id < $3 order by id desc limit 1000) earlier`,
    key,
  );
  return { count: counted!.count, items: items.map(alertOf) };
}

export type AlertEvent = { id: number; at: Date; kind: string; actor: StoredActor; data: Record<string, unknown> };

/** What happened to an alert, oldest first; the latest `limit`. */
export async function listAlertEvents(db: Queryable, alertId: number, limit: number) {
  const found = await rows<AlertEvent>(
    db,
    `select id, at, kind, actor, data from events where subject_kind = 'alert' and subject_id = $1
     order by id desc limit $2`,
    [alertId, limit],
  );
  return found.reverse().map((event) => ({ ...event, actor: nameOf(event.actor, 'Evenkeel') }));
}

function alertOf<Row extends FlatAlert>(flat: Row) {
  const { acknowledgedBy, resolvedBy } = flat;
  return {
    ...flat,
    acknowledgedBy: acknowledgedBy && nameOf(acknowledgedBy, flat.sourceName),
    resolvedBy: resolvedBy && nameOf(resolvedBy, flat.sourceName),
  };
}

/** As much of an actor as everybody may see. */
function nameOf({ kind, name, personId }: StoredActor, nameless: string) {
  return { kind, name: name ?? nameless, ...(personId === undefined ? {} : { personId }) };
}
