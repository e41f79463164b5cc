/** When a digest goes out and of which time it tells. Pure; milliseconds since the epoch. */
import { Temporal } from 'temporal-polyfill';
import type { DigestRhythm } from '../../../contract/outgoing/digests.ts';
import { type SprintTimeline, sprintsOn } from '../../measure/sprint-timeline.ts';
import { localDate } from '../../time/instant.ts';
import { dayMs, wallClockMilliseconds } from '../../time/wall-clock.ts';

export type DigestTimes = {
  rhythm: DigestRhythm;
  /** 1 is Monday. */
  weekday: number;
  /** Minutes after midnight. */
  atMinute: number;
  timeZone: string;
};

/** The first moment after `afterMs` at which it goes out; null while no sprint ends in the year after it. */
export function nextDue(times: DigestTimes, sprints: SprintTimeline, afterMs: number): number | null {
  const { timeZone, atMinute } = times;
  // A day earlier, because the days of a sprint are those of another zone.
  let from = localDate(timeZone, afterMs).subtract({ days: 1 });
  for (;;) {
    const date = dayOf(times, sprints, from);
    if (date === null) return null;
    const due = wallClockMilliseconds(timeZone, date, atMinute);
    if (due > afterMs) return due;
    from = date.add({ days: 1 });
  }
}

/** The first day of its rhythm from `from` on. */
function dayOf({ rhythm, weekday }: DigestTimes, sprints: SprintTimeline, from: Temporal.PlainDate) {
  switch (rhythm) {
    case 'weekly':
      return from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
    case 'monthly':
      return from.day === 1 ? from : from.with({ day: 1 }).add({ months: 1 });
    case 'sprint':
      return dayAfterSprint(sprints, from);
  }
}

/** The whole days, the month or the sprint that had ended when it was due, the end excluded; null: no sprint had. */
export function periodBefore(
  times: DigestTimes,
  sprints: SprintTimeline,
  dueMs: number,
): { from: number; to: number } | null {
  const { rhythm, timeZone } = times;
  const date = localDate(timeZone, dueMs);
  const midnight = (day: Temporal.PlainDate) => wallClockMilliseconds(timeZone, day, 0);
  if (rhythm === 'weekly') return { from: midnight(date.subtract({ days: 7 })), to: midnight(date) };
  if (rhythm === 'monthly') {
    const first = date.with({ day: 1 });
    return { from: midnight(first.subtract({ months: 1 })), to: midnight(first) };
  }
  const ended = sprintsOn(sprints, dueMs - lookBackMs, dueMs + twoDaysMs).findLast(
    ({ lastDate }) => lastDate < date.toString(),
  );
  return ended ? { from: ended.startAt, to: ended.endAt } : null;
}

const twoDaysMs = 2 * dayMs;
/** A listed sprint may have ended long ago. */
const lookBackMs = 400 * dayMs;
/** Sprints are short, so most often the first look finds one. */
const looksAheadMs = [100 * dayMs, 370 * dayMs];

/** The first day from `from` on that follows the last one of a sprint; null where none ends within a year. */
function dayAfterSprint(sprints: SprintTimeline, from: Temporal.PlainDate): Temporal.PlainDate | null {
  const start = wallClockMilliseconds('UTC', from, 0) - twoDaysMs;
  const lastDay = from.subtract({ days: 1 }).toString();
  for (const ahead of looksAheadMs) {
    const next = sprintsOn(sprints, start, start + ahead).find(({ lastDate }) => lastDate >= lastDay);
    if (next) return Temporal.PlainDate.from(next.lastDate).add({ days: 1 });
  }
  return null;
}
