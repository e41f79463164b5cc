/** Reads of alerts for people; what absorbing writes stands in `fold-store.ts`. */
import type { Alert } from '../../../contract/detect/alerts.ts';
import type { RouteExplanation } from '../../../domain/detect/routing.ts';
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
/** By severity even neighbours of the index lie anywhere in the table. */
const bySeverityPerRequest = 2_000;

export type AlertFilter = {
  state: 'open' | 'suppressed' | 'triggered' | 'acknowledged' | 'resolved' | 'all';
  serviceId?: number | undefined;
  teamId?: number | undefined;
  sourceId?: number | undefined;
  severities: number[] | null;
  acknowledgedById?: number | undefined;
  /** `name=value`, or `name` for any value. */
  labels: string[];
  text?: string | undefined;
  triggeredFrom?: string | undefined;
  triggeredBefore?: string | undefined;
};
export type AlertOrder = 'newest' | 'oldest' | 'severity';
/** The sort keys of the last row before a page. */
export type AlertCursor = (string | number)[];

/** By what an index can order: what stands in a cursor, as SQL and as its type. */
const orders = {
  id: [['w.id', 'bigint']],
  severity: [
    ['(-w.severity)', 'int'],
    ['w.id', 'bigint'],
  ],
  time: [
    ['w.triggered_at', 'timestamptz'],
    ['w.id', 'bigint'],
  ],
} as const;

/**
 * How a filter goes through the table. One index leads; all other conditions are looked at row by row, so that no mix
 * of filters reads the whole table.
 */
function scanOf(filter: AlertFilter, sort: AlertOrder, cursor: AlertCursor | null) {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const isOpen = filter.state !== 'resolved' && filter.state !== 'all';
  const byService = filter.serviceId !== undefined && !isOpen;
  const isRanged = filter.triggeredFrom !== undefined || filter.triggeredBefore !== undefined;
  const byTime = isRanged && !isOpen && !byService;
  const keys = orders[sort === 'severity' ? 'severity' : byTime ? 'time' : 'id'];
  const direction = sort === 'oldest' ? 'asc' : 'desc';

  const lead = ['true'];
  if (isOpen) lead.push("w.state <> 'resolved'");
  if (byService) lead.push(`w.service_id = ${bind(filter.serviceId)}::bigint`);
  const range = (alias: string) => [
    ...(filter.triggeredFrom ? [`${alias}.triggered_at >= ${bind(filter.triggeredFrom)}::timestamptz`] : []),
    ...(filter.triggeredBefore ? [`${alias}.triggered_at < ${bind(filter.triggeredBefore)}::timestamptz`] : []),
  ];
  if (byTime) lead.push(...range('w'));
  const whole = lead.join(' and ');
  if (cursor) {
    const bounds = keys.map(([, type], place) => `${bind(cursor[place])}::${type}`);
    const columns = keys.map(([column]) => column);
    lead.push(`(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${bounds.join(', ')})`);
  }
  const leadValues = [...values];

  const narrow: string[] = [];
  if (isRanged && !byTime) narrow.push(...range('f'));
  if (filter.serviceId !== undefined && !byService) narrow.push(`f.service_id = ${bind(filter.serviceId)}::bigint`);
  if (filter.teamId !== undefined)
    narrow.push(`f.service_id in (select id from services where team_id = ${bind(filter.teamId)}::bigint)`);
  if (filter.sourceId !== undefined) narrow.push(`f.source_id = ${bind(filter.sourceId)}::bigint`);
  if (filter.severities) narrow.push(`f.severity = any (${bind(filter.severities)}::int[])`);
  if (filter.acknowledgedById !== undefined)
    narrow.push(`f.acknowledged_by->>'personId' = ${bind(String(filter.acknowledgedById))}`);
  for (const label of filter.labels) {
    const at = label.indexOf('=');
    if (at === -1) narrow.push(`f.labels ? ${bind(label)}`);
    else narrow.push(`f.labels->>${bind(label.slice(0, at))} = ${bind(label.slice(at + 1))}`);
  }
  if (filter.text !== undefined) narrow.push(`f.title ilike ${bind(`%${filter.text.replace(/[\\%_]/g, '\\$&')}%`)}`);
  if (filter.state === 'suppressed') narrow.push('f.suppressed_reason is not null');
  else if (filter.state !== 'open' && filter.state !== 'all') narrow.push(`f.state = ${bind(filter.state)}`);
  const orderBy = (alias: string) =>
    keys.map(([column]) => `${column.replace('w.', `${alias}.`)} ${direction}`).join(', ');
  return {
    values,
    leadValues,
    lead: lead.join(' and '),
    /** As `lead`, from the first row on. */
    whole,
    narrow: narrow.length > 0 ? narrow.join(' and ') : null,
    orderBy,
    keys: keys.map(([column]) => column),
    window:
      sort === 'severity' ? bySeverityPerRequest : isOpen || byService ? scatteredPerRequest : neighboursPerRequest,
  };
}

type Keys = { cursor: AlertCursor };

/** The keys of a row as text of the database, which is more exact than what JavaScript makes of an instant. */
const cursorOf = (keys: readonly string[], alias: string) =>
  `jsonb_build_array(${keys
    .map((key) => key.replace('w.', `${alias}.`))
    .map((key) => (key.endsWith('triggered_at') ? `${key}::text` : key))
    .join(', ')}) as cursor`;

/** How many sort keys a cursor of the list holds. */
export function cursorLength(filter: AlertFilter, sort: AlertOrder): number {
  return scanOf(filter, sort, null).keys.length;
}

/**
 * Alerts behind `cursor`, at most `limit`, with the cursor of the next page: behind the last of them, or where a narrow
 * filter gave up looking; null when everything has been seen.
 */
export async function listAlerts(
  db: Queryable,
  filter: AlertFilter,
  sort: AlertOrder,
  cursor: AlertCursor | null,
  limit: number,
): Promise<{ found: ReturnType<typeof alertOf<FlatAlert>>[]; next: AlertCursor | null }> {
  const scan = scanOf(filter, sort, cursor);
  // Where nothing is looked for, the planner shall count on no more rows than are wanted.
  const window = scan.narrow === null ? limit + 1 : scan.window;
  const found = await rows<FlatAlert & Keys>(
    db,
    `select ${columns}, ${shortLabels}, ${cursorOf(scan.keys, 'a')}
     from (select * from (select * from alerts w where ${scan.lead} order by ${scan.orderBy('w')} limit ${window}) f
       where ${scan.narrow ?? 'true'} order by ${scan.orderBy('f')} limit ${limit + 1}) a
     ${joins} order by ${scan.orderBy('a')}`,
    scan.values,
  );
  const items = found.slice(0, limit).map(({ cursor: _, ...alert }) => alertOf(alert));
  if (found.length > limit) return { found: items, next: found[limit - 1]!.cursor };
  if (scan.narrow === null) return { found: items, next: null };
  const end = await row<Keys>(
    db,
    `select ${cursorOf(scan.keys, 'w')} from alerts w where ${scan.lead}
     order by ${scan.orderBy('w')} offset ${scan.window - 1} limit 1`,
    scan.leadValues,
  );
  return { found: items, next: end?.cursor ?? null };
}

/** How many alerts a filter matches, counted up to `most` and no further than a few requests of the list would look. */
export async function countMatching(db: Queryable, filter: AlertFilter, most: number) {
  const { values, leadValues, whole, narrow, orderBy, window } = scanOf(filter, 'newest', null);
  const looked = Math.max(2 * window, most + 1);
  const counted = await row<{ count: number }>(
    db,
    `select count(*) as count from (select 1 from (
       select w.* from alerts w where ${whole} order by ${orderBy('w')} limit ${looked}) f
       where ${narrow ?? 'true'} limit ${most + 1}) matching`,
    values,
  );
  const count = counted!.count;
  if (count > most) return { count: most, isComplete: false };
  if (narrow === null) return { count, isComplete: true };
  const beyond = await row(
    db,
    `select from alerts w where ${whole} order by ${orderBy('w')} offset ${looked} limit 1`,
    leadValues,
  );
  return { count, isComplete: beyond === null };
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
  explanation: (Omit<RouteExplanation, 'routeId'> & { routeId: string })[];
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
  if (!found) return null;
  const explanation = found.explanation.map((one) => ({ ...one, routeId: Number(one.routeId) }));
  return { ...alertOf(found), explanation };
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
