import type { Restriction } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { localDate } from '../../../time/instant.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../../time/wall-clock.ts';
import { clip, type Span, union } from '../span.ts';

/**
 * When at least one weekly window is open within `[from, to)`.
 * Both ends of a window are wall-clock times under the same rule as handoffs, so two windows that meet at
 * 02:30 also meet on the nights on which 02:30 is missing or comes twice.
 */
export function windowsBetween(
  timeZone: string,
  restrictions: readonly Restriction[],
  from: number,
  to: number,
): Span[] {
  const lastDate = localDate(timeZone, to);
  const windows: Span[] = [];
  // A window reaches into the next day, and a skipped day moves it by one more.
  let date = localDate(timeZone, from).subtract({ days: 2 });
  while (date.until(lastDate, { largestUnit: 'days' }).days >= 0) {
    for (const { weekdays, from: opens, to: closes } of restrictions) {
      if (!weekdays.includes(date.dayOfWeek)) continue;
      const opensAt = minutesOfClock(opens);
      const closesAt = minutesOfClock(closes);
      const start = wallClockMilliseconds(timeZone, date, opensAt);
      const end = wallClockMilliseconds(timeZone, closesAt > opensAt ? date : date.add({ days: 1 }), closesAt);
      if (end > start) windows.push({ start, end });
    }
    date = date.add({ days: 1 });
  }
  return clip(union(windows), from, to);
}
