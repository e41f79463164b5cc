import type { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../time/instant.ts';
import type { Shift } from './schedule.ts';

/** A stretch in which another person (null: nobody) is on call than before. */
export type ShiftChange = {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  beforePersonId: number | null;
  afterPersonId: number | null;
};

/**
 * Where two final timelines of the same range differ in who is on call. A new layer that keeps the person is no change.
 * Sorted; stretches are as long as they can be.
 */
export function changesBetween(before: readonly Shift[], after: readonly Shift[]): ShiftChange[] {
  const changes: { start: number; end: number; beforePersonId: number | null; afterPersonId: number | null }[] = [];
  let [left, right] = [0, 0];
  while (left < before.length && right < after.length) {
    const [old, next] = [before[left]!, after[right]!];
    const start = Math.max(old.startsAt.epochMilliseconds, next.startsAt.epochMilliseconds);
    const end = Math.min(old.endsAt.epochMilliseconds, next.endsAt.epochMilliseconds);
    if (old.personId !== next.personId && start < end) {
      const last = changes.at(-1);
      if (last && last.end === start && last.beforePersonId === old.personId && last.afterPersonId === next.personId) {
        last.end = end;
      } else changes.push({ start, end, beforePersonId: old.personId, afterPersonId: next.personId });
    }
    if (old.endsAt.epochMilliseconds === end) left++;
    if (next.endsAt.epochMilliseconds === end) right++;
  }
  return changes.map(({ start, end, ...people }) => ({
    startsAt: instantOf(start),
    endsAt: instantOf(end),
    ...people,
  }));
}
