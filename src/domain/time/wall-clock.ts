import type { Temporal } from 'temporal-polyfill';

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
