import { seededRandom } from '../seeded-random.ts';
import { percentileOfSorted, sortedNumbers } from './percentiles.ts';
import { neededForMedian, neededForShare, neededText } from './power.ts';

/** A 95% interval, both ends included. */
export type Interval = {
  low: number;
  high: number;
};

/** Below this many values no trend is claimed. */
export const leastForTrend = 10;

const resampleCount = 1000;
const largestResampled = 200;
const leastForInterval = 3;

/**
 * 95% interval of the median: by seeded bootstrap up to 200 values, above that by order statistics (ranks n/2 ± 0.98·√n),
 * which needs no resampling. Null below three values.
 */
export function medianIntervalOfSorted(sorted: Float64Array, seed = 1): Interval | null {
  const count = sorted.length;
  if (count < leastForInterval) return null;
  if (count > largestResampled) {
    const reach = 0.98 * Math.sqrt(count);
    const low = Math.max(0, Math.floor(count / 2 - reach));
    const high = Math.min(count - 1, Math.ceil(count / 2 + reach));
    return { low: sorted[low] ?? 0, high: sorted[high] ?? 0 };
  }
  const random = seededRandom(seed);
  const medians: number[] = [];
  const drawn = new Uint16Array(count);
  for (let round = 0; round < resampleCount; round++) {
    // Counting how often each rank was drawn gives the median without a sort.
    drawn.fill(0);
    for (let draw = 0; draw < count; draw++) {
      const rank = Math.floor(random() * count);
      drawn[rank] = (drawn[rank] ?? 0) + 1;
    }
    medians.push(medianOfDrawn(sorted, drawn));
  }
  medians.sort((left, right) => left - right);
  return { low: percentileOfSorted(medians, 0.025) ?? 0, high: percentileOfSorted(medians, 0.975) ?? 0 };
}

/** The median of a resample that holds each of the sorted values as often as `drawn` says. */
function medianOfDrawn(sorted: Float64Array, drawn: Uint16Array): number {
  const half = (sorted.length - 1) / 2;
  let below = -1;
  let seen = 0;
  for (let rank = 0; rank < sorted.length; rank++) {
    seen += drawn[rank] ?? 0;
    if (below === -1 && seen > Math.floor(half)) below = rank;
    if (seen > Math.ceil(half)) return ((sorted[below] ?? 0) + (sorted[rank] ?? 0)) / 2;
  }
  return sorted.at(-1) ?? 0;
}

export type TrendVerdict = 'lower' | 'higher' | 'cannot-tell';

export type Trend = {
  verdict: TrendVerdict;
  explanation: string;
};

/** Compares two sets of durations. Claims a change only with ten values on each side and intervals that do not touch. */
export function compareMedians(
  before: readonly number[] | Float64Array,
  after: readonly number[] | Float64Array,
  seed = 1,
): Trend {
  return compareMediansOfSorted(sortedNumbers(before), sortedNumbers(after), seed);
}

export function compareMediansOfSorted(before: Float64Array, after: Float64Array, seed = 1): Trend {
  const note = () => neededText(neededForMedian(before.length > after.length ? before : after));
  const fewest = Math.min(before.length, after.length);
  if (fewest < leastForTrend) {
    return {
      verdict: 'cannot-tell',
      explanation: `Cannot tell: ${fewest} incidents are too few (each side needs ${leastForTrend}).${note()}`,
    };
  }
  const earlier = medianIntervalOfSorted(before, seed);
  const later = medianIntervalOfSorted(after, seed);
  if (!earlier || !later || (later.low <= earlier.high && earlier.low <= later.high)) {
    return {
      verdict: 'cannot-tell',
      explanation: `Cannot tell: the difference is smaller than the uncertainty.${note()}`,
    };
  }
  const verdict = later.high < earlier.low ? 'lower' : 'higher';
  return { verdict, explanation: `The median is ${verdict}; the 95% intervals do not overlap.` };
}

/** 95% interval of a share (0–1) by Wilson's score, which stays inside 0–1 and holds for few cases. Null without cases. */
export function shareInterval(count: number, of: number): Interval | null {
  if (of === 0) return null;
  const z = 1.96;
  const share = count / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** Compares two shares. Claims a change only with ten cases on each side and intervals that do not touch. */
export function compareShares(before: { count: number; of: number }, after: { count: number; of: number }): Trend {
  const note = () => neededText(neededForShare({ count: before.count + after.count, of: before.of + after.of }));
  const fewest = Math.min(before.of, after.of);
  if (fewest < leastForTrend) {
    return {
      verdict: 'cannot-tell',
      explanation: `Cannot tell: ${fewest} incidents are too few (each side needs ${leastForTrend}).${note()}`,
    };
  }
  const earlier = shareInterval(before.count, before.of);
  const later = shareInterval(after.count, after.of);
  if (!earlier || !later || (later.low <= earlier.high && earlier.low <= later.high)) {
    return {
      verdict: 'cannot-tell',
      explanation: `Cannot tell: the difference is smaller than the uncertainty.${note()}`,
    };
  }
  const verdict = later.high < earlier.low ? 'lower' : 'higher';
  return { verdict, explanation: `The share is ${verdict}; the 95% intervals do not overlap.` };
}

/**
 * 95% interval of a count of things that happen independently of one another (Byar’s approximation to the Poisson
 * distribution; Breslow and Day, Statistical Methods in Cancer Research II, 1987).
 */
export function countInterval(count: number): Interval {
  const z = 1.96;
  const end = (cases: number, sign: 1 | -1) => cases * (1 - 1 / (9 * cases) + (sign * z) / (3 * Math.sqrt(cases))) ** 3;
  return { low: count === 0 ? 0 : Math.max(0, end(count, -1)), high: end(count + 1, 1) };
}
