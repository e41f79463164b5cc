/** What passes from one shift to the next. Times in milliseconds since the epoch. */
import type { Shift } from './schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** One person on call without a break, whatever the layer. */
export type Stretch = { personId: number; from: number; until: number };

/** @param shifts by start, as `everyShiftBetween` gives them; gaps are left out, and those of several people overlap */
export function stretchesOf(shifts: readonly Shift[]): Stretch[] {
  const found: Stretch[] = [];
  const latest = new Map<number, Stretch>();
  for (const { personId, startsAt, endsAt } of shifts) {
    if (personId === null) continue;
    const last = latest.get(personId);
    if (last?.until === startsAt.epochMilliseconds) last.until = endsAt.epochMilliseconds;
    else {
      const stretch = { personId, from: startsAt.epochMilliseconds, until: endsAt.epochMilliseconds };
      latest.set(personId, stretch);
      found.push(stretch);
    }
  }
  return found;
}

/** How far back the shifts must be known. */
export const handoffLookBackMs = 40 * day;
/** How far ahead. */
export const handoffLookAheadMs = day + 4 * hour;
/** A shift takes in what was written this long before it, if the shift before it was shorter. */
const writtenWithinMs = 14 * day;
const endsWithinMs = 4 * hour;
const endedWithinMs = 2 * hour;

/**
 * The shift of a person that runs, or begins within `soonMs`, and since when notes of others are for it: since they were
 * last on call, the whole shift before theirs at least and two weeks at most otherwise. Null when they have none.
 */
export function shiftToTakeOver(
  stretches: readonly Stretch[],
  personId: number,
  atMs: number,
  soonMs: number,
): (Stretch & { notesSince: number }) | null {
  const place = stretches.findIndex(
    (each) => each.personId === personId && each.from <= atMs + soonMs && each.until > atMs,
  );
  const shift = stretches[place];
  if (!shift) return null;
  const before = stretches.slice(0, place);
  const ownEnd = before.findLast((each) => each.personId === personId)?.until ?? Number.NEGATIVE_INFINITY;
  const wanted = Math.min(before.at(-1)?.from ?? shift.from, shift.from - writtenWithinMs);
  return { ...shift, notesSince: Math.max(ownEnd, wanted) };
}

/** The shift of a person that is about to end or has just ended, and who follows within a day; null for none. */
export function shiftToHandOver(
  stretches: readonly Stretch[],
  personId: number,
  atMs: number,
): (Stretch & { nextPersonId: number | null }) | null {
  const place = stretches.findLastIndex(
    (each) => each.personId === personId && each.from <= atMs && each.until > atMs - endedWithinMs,
  );
  const shift = stretches[place];
  if (!shift || shift.until > atMs + endsWithinMs) return null;
  // Whoever comes when this one goes; of several people on call at once, not somebody who was there before.
  const next = stretches.find((each) => each.from >= shift.until);
  return { ...shift, nextPersonId: next && next.from <= shift.until + day ? next.personId : null };
}
