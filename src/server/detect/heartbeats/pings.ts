/** A ping proves that a job lives: it arms the heartbeat, moves its deadline and ends its alert. */
import type { Signal } from '../../../domain/detect/signal.ts';
import { type Queryable, run } from '../../platform/db/database.ts';
import type { OriginalSignal } from '../alerts/apply.ts';
import type { LoggedEntry } from '../signals/entry.ts';

/** A heartbeat has one condition: that it is late. */
export const heartbeatKey = 'heartbeat';

export function heartbeatSignal(action: 'trigger' | 'resolve', title: string, description: string, at: number): Signal {
  return {
    action,
    dedupKey: heartbeatKey,
    title,
    description,
    severity: null,
    labels: {},
    links: [],
    images: [],
    groupKey: null,
    occurredAt: at,
    expiresAt: null,
  };
}

/** Records the newest ping of each source and answers the signals that end late alerts. */
export async function applyPings(tx: Queryable, entries: LoggedEntry[]): Promise<OriginalSignal[]> {
  if (entries.length === 0) return [];
  const newest = new Map<number, LoggedEntry>();
  for (const entry of entries) newest.set(entry.source.id, entry);
  const pings = [...newest.values()].sort((one, other) => one.source.id - other.source.id);
  await run(
    tx,
    `update heartbeats h set last_ping_at = p.at, armed_at = coalesce(h.armed_at, p.at), late_since = null,
       due_at = p.at + make_interval(secs => h.interval_seconds + h.grace_seconds)
     from unnest($1::bigint[], $2::timestamptz[]) as p (source_id, at)
     where h.source_id = p.source_id and (h.last_ping_at is null or h.last_ping_at <= p.at)`,
    [pings.map((entry) => entry.source.id), pings.map((entry) => new Date(entry.receivedAt))],
  );
  return pings.map(({ source, receivedAt, logId, seq }) => ({
    source,
    signal: heartbeatSignal('resolve', `${source.name} reported again`, '', receivedAt),
    receivedAt,
    logId,
    seq,
  }));
}
