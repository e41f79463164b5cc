import { Temporal } from 'temporal-polyfill';

/** By when a severity wants a page acknowledged: minutes, or else working days (Monday to Friday, UTC); null: no target. */
export type AckTarget = { ackTargetMinutes: number | null; ackTargetWorkDays: number | null };

/** The last moment at which an acknowledgement is in time; null without a target. */
export function acknowledgeBy(
  openedAt: Temporal.Instant,
  { ackTargetMinutes, ackTargetWorkDays }: AckTarget,
): Temporal.Instant | null {
  if (ackTargetMinutes !== null) return openedAt.add({ minutes: ackTargetMinutes });
  if (ackTargetWorkDays === null) return null;
  let at = openedAt.toZonedDateTimeISO('UTC');
  // Years of working days are no target; the week has five of them.
  const days = Math.min(ackTargetWorkDays, 1_000);
  for (let passed = 0; passed < days; ) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= 5) passed += 1;
  }
  return at.toInstant();
}

/** Whether the target was kept; null while nobody has acknowledged and there is still time. */
export function isInTime(
  by: Temporal.Instant | null,
  acknowledgedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): boolean | null {
  if (by === null) return null;
  if (acknowledgedAt !== null) return Temporal.Instant.compare(acknowledgedAt, by) <= 0;
  return Temporal.Instant.compare(now, by) > 0 ? false : null;
}
