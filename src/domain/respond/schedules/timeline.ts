import type { Temporal } from 'temporal-polyfill';
import type { Gap, Schedule, Shift } from './schedule.ts';
import { seatsBetween } from './seats.ts';

/**
 * The final timeline: who is on call in `[from, to)`, and of several at once the first. The shifts are sorted, touch one another and cover the range exactly;
 * hours without anybody are shifts with `personId` null.
 *
 * Rules: a higher layer covers a lower one where it has somebody on call (the last layer wins, as in PagerDuty);
 * an override covers every layer; a deactivated person and a turn left open let the layer below show through.
 * Handoffs are wall-clock times in the schedule's zone: 09:00 stays 09:00 when daylight saving changes. A handoff time
 * that is skipped moves forward, one that occurs twice happens at its first occurrence.
 */
export function shiftsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Shift[] {
  return seatsBetween(schedule, from, to)[0]!;
}

/** The stretches of `[from, to)` in which nobody is on call, with the reason. */
export function gapsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Gap[] {
  return shiftsBetween(schedule, from, to).flatMap(({ startsAt, endsAt, gap }) =>
    gap === null ? [] : [{ startsAt, endsAt, reason: gap }],
  );
}
