import { Temporal } from 'temporal-polyfill';
import type { HoursWindow, WorkingHours } from '../../../contract/working-hours.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../time/wall-clock.ts';

/** How far ahead working hours are looked for. Where none begin within it, nothing waits for them. */
export const LONGEST_WAIT_DAYS = 14;

/** Whether people work at an instant. The first minute belongs to the hours, the last one (`to`) does not. */
export function isWorkingTime(hours: WorkingHours, at: Temporal.Instant): boolean {
  return hoursOn(hours, at.toZonedDateTimeISO(hours.timeZone).toPlainDate()).some(
    ({ opensMs, closesMs }) => opensMs <= at.epochMilliseconds && at.epochMilliseconds < closesMs,
  );
}

/**
 * When the next working hours begin after an instant outside of them; null when none begin within
 * {@link LONGEST_WAIT_DAYS}, as over a very long holiday.
 */
export function nextWorkingTime(hours: WorkingHours, after: Temporal.Instant): Temporal.Instant | null {
  const today = after.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let days = 0; days <= LONGEST_WAIT_DAYS; days++) {
    const found = hoursOn(hours, today.add({ days })).find(({ opensMs }) => opensMs > after.epochMilliseconds);
    if (found) return Temporal.Instant.fromEpochMilliseconds(found.opensMs);
  }
  return null;
}

/** Every instant in `[from, to)` at which working hours begin or end, in order; at most those of a year. */
export function workingHoursEdges(hours: WorkingHours, from: Temporal.Instant, to: Temporal.Instant): number[] {
  const first = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const edges: number[] = [];
  for (let days = 0; days <= 366; days++) {
    const found = hoursOn(hours, first.add({ days }));
    if (found[0] && found[0].opensMs >= to.epochMilliseconds) break;
    edges.push(...found.flatMap(({ opensMs, closesMs }) => [opensMs, closesMs]));
  }
  return edges
    .filter((at) => at >= from.epochMilliseconds && at < to.epochMilliseconds)
    .sort((one, other) => one - other);
}

/** The hours of a week, one window after the other. */
export function windowsOf({ weekdays, from, to, also = [] }: HoursWindow & { also?: HoursWindow[] | undefined }) {
  return [{ weekdays, from, to }, ...also];
}

/** The working hours of a date, by the clocks of the zone, in order; none on a day off. */
function hoursOn(hours: WorkingHours, date: Temporal.PlainDate) {
  const { timeZone, holidays } = hours;
  if (holidays.includes(date.toString())) return [];
  return windowsOf(hours)
    .filter(({ weekdays }) => weekdays.includes(date.dayOfWeek))
    .map(({ from, to }) => ({
      opensMs: wallClockMilliseconds(timeZone, date, minutesOfClock(from)),
      closesMs: wallClockMilliseconds(timeZone, date, minutesOfClock(to)),
    }))
    .filter(({ opensMs, closesMs }) => closesMs > opensMs)
    .sort((one, other) => one.opensMs - other.opensMs);
}
