import { type Queryable, rows, run } from '../../platform/db/database.ts';
import type { HeartbeatTimes, Schedule } from './schedule.ts';

const parametersOf = (sourceId: number, { intervalSeconds, graceSeconds, schedule }: HeartbeatTimes) => [
  sourceId,
  intervalSeconds,
  graceSeconds,
  schedule?.cron ?? null,
  schedule?.timeZone ?? null,
];

export async function insertHeartbeat(db: Queryable, sourceId: number, times: HeartbeatTimes): Promise<void> {
  await run(
    db,
    `insert into heartbeats (source_id, interval_seconds, grace_seconds, cron, time_zone) values ($1, $2, $3, $4, $5)`,
    parametersOf(sourceId, times),
  );
}

/**
 * A deadline that runs is counted anew from the last ping, or from now by a schedule that was changed, which nobody
 * could keep before; one that has passed stays passed.
 */
export async function updateHeartbeat(db: Queryable, sourceId: number, times: HeartbeatTimes): Promise<void> {
  await run(
    db,
    `update heartbeats set interval_seconds = $2, grace_seconds = $3, cron = $4, time_zone = $5, expected_at = null,
       due_at = case when due_at is not null
         then case when $4::text is null or (cron, time_zone) is not distinct from ($4, $5)
                then coalesce(greatest(last_ping_at, armed_at), evenkeel.now()) else evenkeel.now() end
           + make_interval(secs => $2::int + $3::int) end
     where source_id = $1
       and (grace_seconds, cron, time_zone, case when cron is null then interval_seconds end)
         is distinct from ($3, $4, $5, case when $4::text is null then $2::int end)`,
    parametersOf(sourceId, times),
  );
}

/** Counts its silence from now on. False when the source is no heartbeat. */
export async function arm(db: Queryable, sourceId: number): Promise<boolean> {
  const armed = await run(
    db,
    `update heartbeats set armed_at = evenkeel.now(), late_since = null,
       due_at = evenkeel.now() + make_interval(secs => interval_seconds + grace_seconds)
     where source_id = $1`,
    [sourceId],
  );
  return armed === 1;
}

/** A heartbeat that resumes gets its whole interval from now on; one that was late already stays late. */
export async function setHeartbeatPaused(db: Queryable, sourceId: number, isPaused: boolean): Promise<void> {
  await run(
    db,
    `update heartbeats set paused_at = case when $2 then evenkeel.now() end,
       due_at = case when $2 or due_at is null then due_at
         else evenkeel.now() + make_interval(secs => interval_seconds + grace_seconds) end
     where source_id = $1`,
    [sourceId, isPaused],
  );
}

export type Unscheduled = Schedule & { sourceId: number; countedFrom: Date };

/**
 * Heartbeats with a schedule whose deadline still comes from their interval: everything that moves a deadline counts
 * by the interval, also a node that knows no schedules.
 * @param sourceId null for any
 */
export function takeUnscheduled(tx: Queryable, sourceId: number | null, limit: number): Promise<Unscheduled[]> {
  return rows(
    tx,
    `select source_id, cron, time_zone, due_at - make_interval(secs => interval_seconds + grace_seconds) as counted_from
     from heartbeats
     where cron is not null and due_at is not null and ($1::bigint is null or source_id = $1)
       and (expected_at is null or due_at <> expected_at + make_interval(secs => grace_seconds))
     order by source_id limit $2 for update skip locked`,
    [sourceId, limit],
  );
}

/** @param expected null: the schedule has no more times, and the interval counts on */
export async function expect(tx: Queryable, found: { sourceId: number; expected: Date | null }[]): Promise<void> {
  await run(
    tx,
    `update heartbeats h set
       expected_at = coalesce(e.expected, h.due_at - make_interval(secs => h.grace_seconds)),
       due_at = coalesce(e.expected + make_interval(secs => h.grace_seconds), h.due_at)
     from unnest($1::bigint[], $2::timestamptz[]) as e (source_id, expected) where h.source_id = e.source_id`,
    [found.map(({ sourceId }) => sourceId), found.map(({ expected }) => expected)],
  );
}
