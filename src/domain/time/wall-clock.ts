import { Temporal } from 'temporal-polyfill';
import { zoneOffsets } from './zone-offsets.ts';

const minuteMs = 60_000;
export const dayMs = 86_400_000;
/** No clock is ever put forward or back by more than a day. */
const nearMs = 2 * dayMs;

/** Minutes since midnight of a time written `HH:MM`; `24:00` is 1440. */
export function minutesOfClock(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/**
 * The moment at which clocks in a zone show a date and a minute of that day, in milliseconds since the epoch.
 * A time that daylight saving skips moves forward by the length of the gap (02:30 becomes 03:30);
 * a time that occurs twice means its first occurrence. This is the `compatible` rule of RFC 5545 and Temporal.
 *
 * @param minuteOfDay 0 to 1440; 1440 is midnight at the end of the day.
 */
export function wallClockMilliseconds(timeZone: string, date: Temporal.PlainDate, minuteOfDay: number): number {
  const day = minuteOfDay === 1440 ? date.add({ days: 1 }) : date;
  const minute = minuteOfDay % 1440;
  return day
    .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/**
 * `wallClockMilliseconds` for many moments within `[from, to)`, a hundred times as fast: only near a change of the clocks is
 * the calendar asked. Days are counted from 1970-01-01.
 */
export function wallClockWithin(
  timeZone: string,
  from: number,
  to: number,
): (day: number, minuteOfDay: number) => number {
  const last = to + 2 * nearMs;
  const offsets = zoneOffsets(timeZone, from - 2 * nearMs, last);
  return (day, minuteOfDay) => {
    const local = day * dayMs + minuteOfDay * minuteMs;
    const place = offsets.findIndex((one) => one.from <= local - one.offset);
    const found = offsets[place];
    if (found) {
      const at = local - found.offset;
      const end = offsets[place - 1]?.from ?? last;
      if (at >= found.from + nearMs && at < end - nearMs) return at;
    }
    return wallClockMilliseconds(timeZone, Temporal.PlainDate.from(isoDay(day)), minuteOfDay);
  };
}

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
export function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
