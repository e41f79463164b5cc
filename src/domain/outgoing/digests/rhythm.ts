/** When a digest goes out and of which time it tells. Pure; milliseconds since the epoch. */
import { Temporal } from 'temporal-polyfill';
import type { DigestRhythm } from '../../../contract/outgoing/digests.ts';
import { type SprintCalendar, sprintAt, sprintNumbered } from '../../measure/sprints.ts';
import { localDate } from '../../time/instant.ts';
import { wallClockMilliseconds } from '../../time/wall-clock.ts';

export type DigestTimes = {
  rhythm: DigestRhythm;
  /** 1 is Monday. */
  weekday: number;
  /** Minutes after midnight. */
  atMinute: number;
  timeZone: string;
};

/** The first moment after `afterMs` at which it goes out. */
export function nextDue(times: DigestTimes, sprints: SprintCalendar, afterMs: number): number {
  const { timeZone, atMinute } = times;
  // A day earlier, because the days of a sprint are those of another zone.
  let date = dayOf(times, sprints, localDate(timeZone, afterMs).subtract({ days: 1 }));
  let due = wallClockMilliseconds(timeZone, date, atMinute);
  while (due <= afterMs) {
    date = dayOf(times, sprints, date.add({ days: 1 }));
    due = wallClockMilliseconds(timeZone, date, atMinute);
  }
  return due;
}

/** The first day of its rhythm from `from` on. */
function dayOf({ rhythm, weekday }: DigestTimes, sprints: SprintCalendar, from: Temporal.PlainDate) {
  switch (rhythm) {
    case 'weekly':
      return from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
    case 'monthly':
      return from.day === 1 ? from : from.with({ day: 1 }).add({ months: 1 });
    case 'sprint': {
      const first = firstDayOfSprint(sprints, from);
      return Temporal.PlainDate.compare(first, from) === 0 ? from : firstDayAfterSprint(sprints, from);
    }
  }
}

/** The whole days, the month or the sprint that had ended when it was due; the end is excluded. */
export function periodBefore(times: DigestTimes, sprints: SprintCalendar, dueMs: number): { from: number; to: number } {
  const { rhythm, timeZone } = times;
  const date = localDate(timeZone, dueMs);
  const midnight = (day: Temporal.PlainDate) => wallClockMilliseconds(timeZone, day, 0);
  if (rhythm === 'weekly') return { from: midnight(date.subtract({ days: 7 })), to: midnight(date) };
  if (rhythm === 'monthly') {
    const first = date.with({ day: 1 });
    return { from: midnight(first.subtract({ months: 1 })), to: midnight(first) };
  }
  const { number } = sprintOfDay(sprints, date);
  const { startAt, endAt } = sprintNumbered(sprints, number - 1);
  return { from: startAt, to: endAt };
}

const sprintOfDay = (sprints: SprintCalendar, date: Temporal.PlainDate) =>
  sprintAt(sprints, wallClockMilliseconds(sprints.zone, date, 0));
const firstDayOfSprint = (sprints: SprintCalendar, date: Temporal.PlainDate) =>
  Temporal.PlainDate.from(sprintOfDay(sprints, date).firstDate);
const firstDayAfterSprint = (sprints: SprintCalendar, date: Temporal.PlainDate) =>
  Temporal.PlainDate.from(sprintOfDay(sprints, date).lastDate).add({ days: 1 });
