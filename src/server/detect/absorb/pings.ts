/** A ping proves that a job lives: it arms the heartbeat, moves its deadline and ends its alert. */
import type { Signal } from '../../../domain/detect/signal.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import type { LoggedEntry } from '../log/entry.ts';
import type { OriginalSignal } from './apply.ts';

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

/**
 * Records the newest ping of each source and returns the signals that end late alerts. A ping that was recorded ahead
 * of the clock came before the clock went back, and counts as older.
 */
export async function applyPings(tx: Queryable, entries: LoggedEntry[]): Promise<OriginalSignal[]> {
  if (entries.length === 0) return [];
  const newest = new Map<number, LoggedEntry>();
  for (const entry of entries) newest.set(entry.source.id, entry);
  const pings = [...newest.values()].sort((one, other) => one.source.id - other.source.id);
  const reported = await rows<{ sourceId: number; endsAt: Date }>(
    tx,
    `update heartbeats h set last_ping_at = p.at, armed_at = coalesce(h.armed_at, p.at), late_since = null,
       due_at = p.at + make_interval(secs => h.interval_seconds + h.grace_seconds)
     from unnest($1::bigint[], $2::timestamptz[]) as p (source_id, at)
     where h.source_id = p.source_id and (h.last_ping_at is null or h.last_ping_at <= p.at
       or h.last_ping_at > evenkeel.now() + interval '1 minute')
     returning h.source_id, case when h.due_at > evenkeel.now() then evenkeel.now() else p.at end as ends_at`,
    [pings.map((entry) => entry.source.id), pings.map((entry) => new Date(entry.receivedAt))],
  );
  // A ping that came in time and was read late still ends the alert that its silence seemed to mean.
  const ends = new Map(reported.map(({ sourceId, endsAt }) => [sourceId, endsAt.getTime()]));
  return pings.map(({ source, receivedAt, logId, seq }) => ({
    source,
    signal: heartbeatSignal('resolve', `${source.name} reported again`, '', receivedAt),
    receivedAt: Math.max(receivedAt, ends.get(source.id) ?? receivedAt),
    logId,
    seq,
  }));
}
