import type { HeartbeatSettings } from '../../../contract/detect/sources.ts';
import { parseCron } from '../../../domain/time/cron/cron.ts';
import { longestGapSeconds, nextTime } from '../../../domain/time/cron/next-time.ts';

export type Schedule = NonNullable<HeartbeatSettings['schedule']>;

/** A heartbeat as its row has it. */
export type HeartbeatTimes = { intervalSeconds: number; graceSeconds: number; schedule: Schedule | null };

/** What the row of an interval can hold: 31 days. */
const longestSeconds = 2_678_400;

/** A job whose clock is a little ahead means the time that comes, not the one before. */
const earlyMs = 30_000;

/** A sentence about what is wrong with the schedule, null when nothing is. */
export function faultOfSchedule({ cron, timeZone }: Schedule): string | null {
  const parsed = parseCron(cron);
  if ('fault' in parsed) return parsed.fault;
  // Any instant serves: what is due at all is due within nine years.
  return nextTime(parsed, timeZone, 0) === null ? 'It is never due.' : null;
}

/** Null when it is never due again. */
export function expectedAfter({ cron, timeZone }: Schedule, pingAt: Date): Date | null {
  const parsed = parseCron(cron);
  const next = 'fault' in parsed ? null : nextTime(parsed, timeZone, pingAt.getTime() + earlyMs);
  return next === null ? null : new Date(next);
}

/**
 * With a schedule the interval is the longest time between two pings: what counts until the schedule is consulted, and
 * for a node that knows no schedules, so that none of them is early.
 */
export function timesOf({ intervalSeconds, graceSeconds, schedule }: HeartbeatSettings, now: Date): HeartbeatTimes {
  if (!schedule) return { intervalSeconds: intervalSeconds!, graceSeconds, schedule };
  const parsed = parseCron(schedule.cron);
  const longest = 'fault' in parsed ? null : longestGapSeconds(parsed, schedule.timeZone, now.getTime());
  return { intervalSeconds: Math.min(longest ?? longestSeconds, longestSeconds), graceSeconds, schedule };
}
