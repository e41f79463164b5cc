/** When the drills of a series are, and whose turn it is. Times stand on the clock of its zone, through summer and winter. */
import { Temporal } from 'temporal-polyfill';

export type SeriesRhythm = 'weekly' | 'monthly' | 'quarterly';

/** `firstAt`: a local date and time such as `2027-01-12T10:00`. */
export type SeriesTimes = { rhythm: SeriesRhythm; firstAt: string; timeZone: string };

/** Days between two of them, at most: what is looked at first lies before the one that is wanted. */
const longestDays: Record<SeriesRhythm, number> = { weekly: 7, monthly: 31, quarterly: 92 };
const dayMs = 86_400_000;

const stepOf = (rhythm: SeriesRhythm, count: number): Temporal.DurationLike =>
  rhythm === 'weekly' ? { weeks: count } : { months: rhythm === 'monthly' ? count : 3 * count };

/** Counted from the first, so that one at the end of a month stays there. Epoch milliseconds. */
function occurrence({ rhythm, firstAt, timeZone }: SeriesTimes, count: number): number {
  return Temporal.PlainDateTime.from(firstAt).add(stepOf(rhythm, count)).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The first one after this moment. Epoch milliseconds. */
export function nextOccurrence(times: SeriesTimes, afterMs: number): number {
  const first = occurrence(times, 0);
  if (first > afterMs) return first;
  let count = Math.max(0, Math.floor((afterMs - first) / dayMs / longestDays[times.rhythm]) - 1);
  let at = occurrence(times, count);
  while (at <= afterMs) {
    count += 1;
    at = occurrence(times, count);
  }
  return at;
}

/** Those of a list in the order of their turns: whoever cannot take theirs leaves it to the next. */
export function inTurn<Item>(list: readonly Item[], turn: number): Item[] {
  return list.map((_, place) => list[(turn + place) % list.length]!);
}
