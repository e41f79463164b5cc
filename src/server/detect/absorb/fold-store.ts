/** Set-based SQL of absorbing: one read, one insert and one update for a whole batch of dedup keys. */
import type { FoldedAlert } from '../../../domain/detect/fold.ts';
import type { NotPagedReason } from '../../../domain/detect/paging.ts';
import type { RouteExplanation } from '../../../domain/detect/routing.ts';
import type { Severity } from '../../../domain/severity.ts';
import { preparedRows, type Queryable, rows, run } from '../../platform/db/database.ts';

export type KeyOfAlert = { sourceId: number; dedupHash: Buffer };

/** The newest alert of a key: the open one, or the one whose end settled the key. */
export type LatestAlert = KeyOfAlert & {
  id: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  severity: Severity;
  signalSeverity: Severity | null;
  routeId: number | null;
  title: string;
  description: string;
  labels: Record<string, string>;
  links: FoldedAlert['links'];
  images: FoldedAlert['images'];
  groupKey: string | null;
  triggeredAt: Date;
  occurredAt: Date | null;
  acknowledgedAt: Date | null;
  resolvedAt: Date | null;
  expiresAt: Date | null;
  lastSignalAt: Date;
  signalCount: number;
  suppressedReason: string | null;
  notPagedBecause: string | null;
  paging: 'none' | 'wanted' | 'paged' | 'settle' | 'settled';
};

/** Locks the open alerts among the newest ones of these keys; keys must be given in one order everywhere. */
export async function lockLatestAlerts(db: Queryable, keys: KeyOfAlert[]): Promise<LatestAlert[]> {
  if (keys.length === 0) return [];
  const result = await db.query({
    name: 'lock-latest-alerts',
    text: `select a.* from unnest($1::bigint[], $2::bytea[]) with ordinality as k (source_id, dedup_hash, place)
      cross join lateral (
        select id from alerts where source_id = k.source_id and dedup_hash = k.dedup_hash order by id desc limit 1) latest
      join alerts a on a.id = latest.id
      order by k.place
      for no key update of a`,
    values: [keys.map((key) => key.sourceId), keys.map((key) => key.dedupHash)],
  });
  return result.rows.map((found) => ({
    id: found.id,
    sourceId: found.source_id,
    dedupHash: found.dedup_hash,
    state: found.state,
    severity: found.severity,
    signalSeverity: found.signal_severity,
    routeId: found.route_id,
    title: found.title,
    description: found.description,
    labels: found.labels,
    links: found.links,
    images: found.images,
    groupKey: found.group_key,
    triggeredAt: found.triggered_at,
    occurredAt: found.occurred_at,
    acknowledgedAt: found.acknowledged_at,
    resolvedAt: found.resolved_at,
    expiresAt: found.expires_at,
    lastSignalAt: found.last_signal_at,
    signalCount: found.signal_count,
    suppressedReason: found.suppressed_reason,
    notPagedBecause: found.not_paged_because,
    paging: found.paging,
  }));
}

type EpisodeRow = KeyOfAlert & { triggeredAt: Date; resolvedAt: Date | null; notPagedBecause: string | null };

/** When alerts of these keys were open in the last two hours, newest first, at most 100 times each. */
export function listEpisodes(db: Queryable, keys: KeyOfAlert[]): Promise<EpisodeRow[]> {
  return preparedRows(
    db,
    'list-episodes',
    `select e.source_id, e.dedup_hash, e.triggered_at, e.resolved_at, e.not_paged_because
     from unnest($1::bigint[], $2::bytea[]) as k (source_id, dedup_hash) cross join lateral (
       select source_id, dedup_hash, triggered_at, resolved_at, not_paged_because from alerts
       where source_id = k.source_id and dedup_hash = k.dedup_hash and triggered_at > evenkeel.now() - interval '2 hours'
       order by id desc limit 100) e`,
    [keys.map((key) => key.sourceId), keys.map((key) => key.dedupHash)],
  );
}

/** Has these decided on anew where they were held back because they flap, or because somebody snoozed what was milder. */
export async function releaseWorse(db: Queryable, alertIds: number[]): Promise<void> {
  await preparedRows(
    db,
    'release-worse',
    `update alerts set suppressed_until = evenkeel.now()
     where id = any ($1::bigint[]) and state <> 'resolved' and not_paged_because in ('flapping', 'snoozed')`,
    [alertIds],
  );
}

export type NewAlert = KeyOfAlert & {
  dedupKey: string;
  folded: FoldedAlert;
  severity: Severity;
  serviceId: number | null;
  routeId: number | null;
  /** Kept with the ids as text. */
  explanation: RouteExplanation[];
  suppressedReason: string | null;
  suppressedUntil: number | null;
  notPagedBecause: NotPagedReason | null;
  paging: 'none' | 'wanted' | 'settled';
  groupKey: string | null;
  /** Not null: the route wants an incident of this severity. */
  declareSeverity: Severity | null;
  acknowledgedBy: unknown;
  logId: number | null;
  seq: number | null;
};

/**
 * Inserts alerts and returns their ids in the order given; null in the place of one whose key another node has
 * opened in the meantime: the caller starts its transaction over.
 */
export async function insertAlerts(db: Queryable, alerts: NewAlert[]): Promise<(number | null)[]> {
  if (alerts.length === 0) return [];
  const date = (ms: number | null) => (ms === null ? null : new Date(ms));
  const folded = alerts.map((alert) => alert.folded);
  const result = await db.query({
    name: 'insert-alerts',
    text: `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, signal_severity, title, description, labels, links, images,
        service_id, route_id, explanation, suppressed_reason, suppressed_until, paging, group_key, triggered_at, occurred_at,
        acknowledged_at, acknowledged_by, resolved_at, resolved_by, expires_at, signal_count, last_signal_at,
        first_log_id, first_seq, last_log_id, last_seq, declare_severity, not_paged_because)
      select a.source_id, a.dedup_key, a.dedup_hash, a.state, a.severity, a.signal_severity, a.title, a.description, a.labels, a.links, a.images,
        a.service_id, a.route_id, a.explanation, a.suppressed_reason, a.suppressed_until, a.paging, a.group_key, a.triggered_at,
        a.occurred_at, case when a.acknowledged_by is not null then a.changed_at end, a.acknowledged_by,
        case when a.state = 'resolved' then a.changed_at end, case when a.state = 'resolved' then a.source end,
        a.expires_at, a.signal_count, a.last_signal_at, a.log_id, a.seq, a.log_id, a.seq, a.declare_severity,
        a.not_paged_because
      from unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[], $5::int[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[],
        $10::jsonb[], $11::bigint[], $12::bigint[], $13::jsonb[], $14::text[], $15::timestamptz[], $16::text[], $17::text[],
        $18::timestamptz[], $19::timestamptz[], $20::timestamptz[], $21::jsonb[], $22::timestamptz[], $23::bigint[],
        $24::timestamptz[], $25::bigint[], $26::bigint[], $27::jsonb[], $28::int[], $29::int[], $30::text[])
        as a (source_id, dedup_key, dedup_hash, state, severity, title, description, labels, links, images, service_id, route_id,
          explanation, suppressed_reason, suppressed_until, paging, group_key, triggered_at, occurred_at, changed_at,
          acknowledged_by, expires_at, signal_count, last_signal_at, log_id, seq, source, signal_severity, declare_severity,
          not_paged_because)
      on conflict (source_id, dedup_hash) where state <> 'resolved' do nothing
      returning id, source_id, dedup_hash, first_seq, triggered_at`,
    values: [
      alerts.map((alert) => alert.sourceId),
      alerts.map((alert) => alert.dedupKey),
      alerts.map((alert) => alert.dedupHash),
      folded.map((alert) => alert.status),
      alerts.map((alert) => alert.severity),
      folded.map((alert) => alert.title),
      folded.map((alert) => alert.description),
      folded.map((alert) => JSON.stringify(alert.labels)),
      folded.map((alert) => JSON.stringify(alert.links)),
      folded.map((alert) => JSON.stringify(alert.images)),
      alerts.map((alert) => alert.serviceId),
      alerts.map((alert) => alert.routeId),
      alerts.map((alert) => JSON.stringify(alert.explanation.map((one) => ({ ...one, routeId: String(one.routeId) })))),
      alerts.map((alert) => alert.suppressedReason),
      alerts.map((alert) => date(alert.suppressedUntil)),
      alerts.map((alert) => alert.paging),
      alerts.map((alert) => alert.groupKey),
      folded.map((alert) => date(alert.triggeredAt)),
      folded.map((alert) => date(alert.occurredAt)),
      folded.map((alert) => date(alert.statusChangedAt)),
      alerts.map((alert) => (alert.acknowledgedBy === null ? null : JSON.stringify(alert.acknowledgedBy))),
      folded.map((alert) => date(alert.expiresAt)),
      folded.map((alert) => alert.triggerCount),
      folded.map((alert) => date(alert.lastSignalAt)),
      alerts.map((alert) => alert.logId),
      alerts.map((alert) => alert.seq),
      alerts.map((alert) => JSON.stringify({ kind: 'source', sourceId: alert.sourceId })),
      folded.map((alert) => alert.severity),
      alerts.map((alert) => alert.declareSeverity),
      alerts.map((alert) => alert.notPagedBecause),
    ],
  });
  // Rows come back in the order of the input, less those that conflicted.
  const returned = result.rows as { id: number; source_id: number; dedup_hash: Buffer; triggered_at: Date }[];
  let next = 0;
  return alerts.map((alert) => {
    const candidate = returned[next];
    const isThis =
      candidate !== undefined && candidate.source_id === alert.sourceId && candidate.dedup_hash.equals(alert.dedupHash);
    if (!isThis) return null;
    next += 1;
    return candidate.id;
  });
}

export type ChangedAlert = {
  id: number;
  folded: FoldedAlert;
  severity: Severity;
  paging: LatestAlert['paging'];
  /** Null: as it was. */
  notPagedBecause: NotPagedReason | null;
  acknowledgedBy: unknown;
  /** Its acknowledgement is void. */
  isGivenUp: boolean;
  resolvedBy: unknown;
  logId: number | null;
  seq: number | null;
};

/** Writes the changed alerts and returns the content version of each, by id. */
export async function updateAlerts(db: Queryable, alerts: ChangedAlert[]): Promise<Map<number, number>> {
  if (alerts.length === 0) return new Map();
  const folded = alerts.map((alert) => alert.folded);
  const result = await db.query({
    name: 'update-alerts',
    text: `update alerts a set state = c.state, severity = c.severity, signal_severity = c.signal_severity, title = c.title, description = c.description, labels = c.labels,
        links = c.links, images = c.images, paging = c.paging, expires_at = c.expires_at, signal_count = c.signal_count,
        content_version = a.content_version + 1,
        last_signal_at = c.last_signal_at, last_log_id = coalesce(c.log_id, a.last_log_id), last_seq = coalesce(c.seq, a.last_seq),
        acknowledged_at = case when c.is_given_up then null
          when c.acknowledged_by is not null and a.acknowledged_at is null then c.changed_at else a.acknowledged_at end,
        acknowledged_by = case when not c.is_given_up then coalesce(a.acknowledged_by, c.acknowledged_by) end,
        resolved_at = case when c.resolved_by is not null then c.changed_at else a.resolved_at end,
        resolved_by = coalesce(c.resolved_by, a.resolved_by),
        suppressed_until = case when c.resolved_by is not null then null else a.suppressed_until end,
        not_paged_because = coalesce(c.not_paged_because, a.not_paged_because)
      from unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::jsonb[], $9::text[],
        $10::timestamptz[], $11::bigint[], $12::timestamptz[], $13::bigint[], $14::bigint[], $15::timestamptz[], $16::jsonb[], $17::jsonb[], $18::int[],
        $19::bool[], $20::text[])
        as c (id, state, severity, title, description, labels, links, images, paging, expires_at, signal_count, last_signal_at,
          log_id, seq, changed_at, acknowledged_by, resolved_by, signal_severity, is_given_up, not_paged_because)
      where a.id = c.id
      returning a.id, a.content_version`,
    values: [
      alerts.map((alert) => alert.id),
      folded.map((alert) => alert.status),
      alerts.map((alert) => alert.severity),
      folded.map((alert) => alert.title),
      folded.map((alert) => alert.description),
      folded.map((alert) => JSON.stringify(alert.labels)),
      folded.map((alert) => JSON.stringify(alert.links)),
      folded.map((alert) => JSON.stringify(alert.images)),
      alerts.map((alert) => alert.paging),
      folded.map((alert) => (alert.expiresAt === null ? null : new Date(alert.expiresAt))),
      folded.map((alert) => alert.triggerCount),
      folded.map((alert) => new Date(alert.lastSignalAt)),
      alerts.map((alert) => alert.logId),
      alerts.map((alert) => alert.seq),
      folded.map((alert) => new Date(alert.statusChangedAt)),
      alerts.map((alert) => (alert.acknowledgedBy === null ? null : JSON.stringify(alert.acknowledgedBy))),
      alerts.map((alert) => (alert.resolvedBy === null ? null : JSON.stringify(alert.resolvedBy))),
      folded.map((alert) => alert.severity),
      alerts.map((alert) => alert.isGivenUp),
      alerts.map((alert) => alert.notPagedBecause),
    ],
  });
  return new Map(result.rows.map((updated) => [updated.id, updated.content_version]));
}

/** A repeat of what is known already: it only counts, refreshes the promise to repeat, and moves the last position. */
export type Repeat = {
  alertId: number;
  contentVersion: number;
  count: number;
  at: number;
  expiresAt: number | null;
  logId: number | null;
  seq: number | null;
};

/**
 * Counts repeats without reading the alerts first. Returns the ids it could count; the others have been resolved or
 * changed by somebody else and need the whole fold.
 */
export async function countRepeats(db: Queryable, repeats: Repeat[]): Promise<Set<number>> {
  if (repeats.length === 0) return new Set();
  const result = await db.query({
    name: 'count-repeats',
    text: `update alerts a set signal_count = a.signal_count + r.count, last_signal_at = r.at, expires_at = r.expires_at,
        last_log_id = coalesce(r.log_id, a.last_log_id), last_seq = coalesce(r.seq, a.last_seq)
      from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::bigint[], $7::bigint[])
        as r (id, content_version, count, at, expires_at, log_id, seq)
      where a.id = r.id and a.content_version = r.content_version and a.state <> 'resolved' and a.last_signal_at <= r.at
      returning a.id`,
    values: [
      repeats.map((repeat) => repeat.alertId),
      repeats.map((repeat) => repeat.contentVersion),
      repeats.map((repeat) => repeat.count),
      repeats.map((repeat) => new Date(repeat.at)),
      repeats.map((repeat) => (repeat.expiresAt === null ? null : new Date(repeat.expiresAt))),
      repeats.map((repeat) => repeat.logId),
      repeats.map((repeat) => repeat.seq),
    ],
  });
  return new Set(result.rows.map((updated) => updated.id));
}

export async function insertChanges(
  db: Queryable,
  changes: { sourceId: number; serviceId: number | null; at: number; title: string; labels: unknown; links: unknown }[],
): Promise<void> {
  if (changes.length === 0) return;
  await rows(
    db,
    `insert into changes (source_id, service_id, at, title, labels, links)
     select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::jsonb[])`,
    [
      changes.map((change) => change.sourceId),
      changes.map((change) => change.serviceId),
      changes.map((change) => new Date(change.at)),
      changes.map((change) => change.title),
      changes.map((change) => JSON.stringify(change.labels)),
      changes.map((change) => JSON.stringify(change.links)),
    ],
  );
}

export type Activity = {
  sourceId: number;
  signalCount: number;
  oddCount: number;
  droppedCount: number;
  receivedAt: number;
};

export async function countActivity(db: Queryable, activity: Activity[]): Promise<void> {
  if (activity.length === 0) return;
  await preparedRows(
    db,
    'count-activity',
    `insert into source_activity as a (source_id, first_signal_at, last_signal_at, signal_count, odd_count, dropped_count, last_dropped_at)
     select s.source_id, s.at, s.at, s.signal_count, s.odd_count, s.dropped_count, case when s.dropped_count > 0 then s.at end
     from unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[])
       as s (source_id, at, signal_count, odd_count, dropped_count)
     order by s.source_id
     on conflict (source_id) do update set last_signal_at = greatest(a.last_signal_at, excluded.last_signal_at),
       signal_count = a.signal_count + excluded.signal_count, odd_count = a.odd_count + excluded.odd_count,
       dropped_count = a.dropped_count + excluded.dropped_count,
       last_dropped_at = greatest(a.last_dropped_at, excluded.last_dropped_at)`,
    [
      activity.map((one) => one.sourceId),
      activity.map((one) => new Date(one.receivedAt)),
      activity.map((one) => one.signalCount),
      activity.map((one) => one.oddCount),
      activity.map((one) => one.droppedCount),
    ],
  );
}

/** Requests of which a mapping dropped something, so many of each source are known. */
const keptDropped = 50;

export type DroppedRequest = { sourceId: number; logId: number; seq: number; receivedAt: number };

/** Remembers which requests they were; at most `keptDropped` of each source are given. */
export async function rememberDropped(db: Queryable, dropped: DroppedRequest[]): Promise<void> {
  if (dropped.length === 0) return;
  const sourceIds = [...new Set(dropped.map(({ sourceId }) => sourceId))];
  await run(
    db,
    `insert into dropped_signals (source_id, log_id, seq, at)
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[]) on conflict do nothing`,
    [
      dropped.map(({ sourceId }) => sourceId),
      dropped.map(({ logId }) => logId),
      dropped.map(({ seq }) => seq),
      dropped.map(({ receivedAt }) => new Date(receivedAt)),
    ],
  );
  await run(
    db,
    `delete from dropped_signals d using unnest($1::bigint[]) as s (source_id)
     where d.source_id = s.source_id and (d.at, d.log_id, d.seq) <
       (select at, log_id, seq from dropped_signals where source_id = s.source_id
        order by at desc, log_id desc, seq desc offset ${keptDropped - 1} limit 1)`,
    [sourceIds],
  );
}

/** The newest of each source, as many as are kept. */
export function newestDropped(dropped: DroppedRequest[]): DroppedRequest[] {
  const counts = new Map<number, number>();
  return dropped.toReversed().filter(({ sourceId }) => {
    const count = (counts.get(sourceId) ?? 0) + 1;
    counts.set(sourceId, count);
    return count <= keptDropped;
  });
}
