import { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../../../contract/respond/escalation-definition.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../time/wall-clock.ts';

/** How far ahead working hours are looked for. Where none begin within it, nothing waits for them. */
export const LONGEST_WAIT_DAYS = 14;

/** Whether people work at an instant. The first minute belongs to the hours, the last one (`to`) does not. */
export function isWorkingTime(hours: WorkingHours, at: Temporal.Instant): boolean {
  const { opensMs, closesMs } = hoursOn(hours, at.toZonedDateTimeISO(hours.timeZone).toPlainDate()) ?? never;
  return opensMs <= at.epochMilliseconds && at.epochMilliseconds < closesMs;
}

/**
 * When the next working hours begin after an instant outside of them; null when none begin within
 * {@link LONGEST_WAIT_DAYS}, as over a very long holiday.
 */
export function nextWorkingTime(hours: WorkingHours, after: Temporal.Instant): Temporal.Instant | null {
  const today = after.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let days = 0; days <= LONGEST_WAIT_DAYS; days++) {
    const found = hoursOn(hours, today.add({ days }));
    if (found && found.opensMs > after.epochMilliseconds && found.closesMs > found.opensMs) {
      return Temporal.Instant.fromEpochMilliseconds(found.opensMs);
    }
  }
  return null;
}

/** Every instant in `[from, to)` at which working hours begin or end, in order; at most those of a year. */
export function workingHoursEdges(hours: WorkingHours, from: Temporal.Instant, to: Temporal.Instant): number[] {
  const first = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const edges: number[] = [];
  for (let days = 0; days <= 366; days++) {
    const found = hoursOn(hours, first.add({ days }));
    if (!found) continue;
    if (found.opensMs >= to.epochMilliseconds) break;
    edges.push(found.opensMs, found.closesMs);
  }
  return edges.filter((at) => at >= from.epochMilliseconds && at < to.epochMilliseconds);
}

const never = { opensMs: Number.POSITIVE_INFINITY, closesMs: Number.NEGATIVE_INFINITY };

/** The working hours of a date, by the clocks of the zone; null on a day off. */
function hoursOn({ timeZone, weekdays, from, to, holidays }: WorkingHours, date: Temporal.PlainDate) {
  if (!weekdays.includes(date.dayOfWeek) || holidays.includes(date.toString())) return null;
  return {
    opensMs: wallClockMilliseconds(timeZone, date, minutesOfClock(from)),
    closesMs: wallClockMilliseconds(timeZone, date, minutesOfClock(to)),
  };
}
