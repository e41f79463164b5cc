import { Temporal } from 'temporal-polyfill';
import type { DayDeadline, DayKind } from '../respond/incidents/severities.ts';

/**
 * The end of the n-th day after an instant, in an IANA zone; instants are epoch milliseconds. The day of the instant is day
 * zero, so a deadline always leaves whole days. Business days are Monday to Friday, minus `holidays` (YYYY-MM-DD).
 */
export function endOfDayAfter(
  at: number,
  days: number,
  kind: DayKind,
  zone: string,
  holidays: readonly string[] = [],
): number {
  let date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  if (kind === 'calendar') date = date.add({ days });
  else {
    const free = new Set(holidays);
    let left = days;
    while (left > 0) {
      date = date.add({ days: 1 });
      if (date.dayOfWeek <= 5 && !free.has(date.toString())) left--;
    }
  }
  return date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1;
}

export function deadlineOf(due: DayDeadline, from: number, zone: string, holidays: readonly string[] = []): number {
  return endOfDayAfter(from, due.days, due.kind, zone, holidays);
}
