import { type Queryable, run } from '../../platform/db/database.ts';

export type HeartbeatTimes = { intervalSeconds: number; graceSeconds: number };

export async function insertHeartbeat(db: Queryable, sourceId: number, times: HeartbeatTimes): Promise<void> {
  await run(db, 'insert into heartbeats (source_id, interval_seconds, grace_seconds) values ($1, $2, $3)', [
    sourceId,
    times.intervalSeconds,
    times.graceSeconds,
  ]);
}

/** A deadline that runs is counted anew from the last ping; one that has passed stays passed. */
export async function updateHeartbeat(db: Queryable, sourceId: number, times: HeartbeatTimes): Promise<void> {
  await run(
    db,
    `update heartbeats set interval_seconds = $2, grace_seconds = $3,
       due_at = case when due_at is not null
         then coalesce(greatest(last_ping_at, armed_at), evenkeel.now()) + make_interval(secs => $2::int + $3::int) end
     where source_id = $1 and (interval_seconds, grace_seconds) is distinct from ($2, $3)`,
    [sourceId, times.intervalSeconds, times.graceSeconds],
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
