import { sortedNumbers } from '../../measure/percentiles.ts';
import { leastForTrend, medianIntervalOfSorted, shareInterval } from '../../measure/uncertainty.ts';
import { type Goal, goalMeasure } from './goals.ts';

export type Forecast = {
  /** `cannot-tell`: too few cases, or the range reaches over the target. */
  verdict: 'likely' | 'unlikely' | 'cannot-tell';
  /** Where the measure ends if it goes on as since the start: 95% interval, in its unit; null where there are too few cases. */
  range: { low: number; high: number } | null;
};

/** What a measure was made of since the start of a goal: the durations behind a median, or how many cases behind a share. */
export type Measured = { value: number | null; n: number; values: readonly number[] };

/**
 * Where a goal ends if the measure goes on as it has since the goal began. A range, never a point: by bootstrap for a median, by
 * Wilson for a share. Counts have none: one number carries no spread. Null once the goal is over or without a value.
 */
export function forecastOf(goal: Goal, { value, n, values }: Measured, now: number): Forecast | null {
  const { unit, better } = goalMeasure(goal.measure);
  if (value === null || now >= goal.dueAt || (unit !== 'seconds' && unit !== 'share')) return null;
  if (n < leastForTrend) return { verdict: 'cannot-tell', range: null };
  const range = unit === 'seconds' ? medianIntervalOfSorted(sortedNumbers(values)) : shareInterval(value * n, n);
  if (!range) return { verdict: 'cannot-tell', range: null };
  const [best, worst] = better === 'lower' ? [range.low, range.high] : [range.high, range.low];
  const reaches = (end: number) => (better === 'lower' ? end <= goal.target : end >= goal.target);
  return { verdict: reaches(worst) ? 'likely' : reaches(best) ? 'cannot-tell' : 'unlikely', range };
}
