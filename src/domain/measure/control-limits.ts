/**
 * Limits within which a measure moves by itself, from a base period. They are so wide that of a hundred charts in which
 * nothing changes at most five claim something: four a point outside, one a run.
 */
import { percentileOfSorted, sortedNumbers } from './percentiles.ts';
import { type Interval, leastForTrend } from './uncertainty.ts';

/** Points that a base period needs. */
export const leastForBase = 8;
/** Points in a row on one side that may be a signal. */
const runLength = 8;
/** Incidents that a point of the base has on average: rarer ones come in clumps that look like news. */
const leastPerPoint = 3;
const outsideChance = 0.04;
const runChance = 0.01;

/** Days and the incidents in them; of how many incidents how many count; or the durations, sorted. */
export type ControlPoint = {
  /** The base sets the limits, what comes later is judged by them; a count that the period cuts short is neither. */
  role: 'base' | 'judged' | 'neither';
} & (
  | { kind: 'count'; size: number; count: number }
  | { kind: 'share'; size: number; count: number }
  | { kind: 'median'; size: number; sorted: Float64Array }
);

export const signals = ['outside-above', 'outside-below', 'run-above', 'run-below'] as const;
export type Signal = (typeof signals)[number];

export type LimitedPoint = {
  /** The level of the base; null without one. */
  center: number | null;
  /** Null where one alone is not judged; an end that cannot be passed is the end of what is possible. */
  limits: Interval | null;
  signal: Signal | null;
};

/** `share` of a size is expected; its variance is `variance` per unit times `dispersion`, which is above 1 for bursts. */
type Level = {
  share: number;
  variance: number;
  skew: number;
  dispersion: number;
  size: number;
  cases: number;
  points: number;
};

type Sized = { place: number; size: number; count: number };

/**
 * Counts as a u-chart over days, shares as a p-chart, medians as a p-chart of the share above the median of the base: the
 * limits are then quantiles of the durations of the base, whatever their distribution. Only points after the base are
 * judged. Null where fewer than eight points of the base have anything in them, where a count has fewer than three incidents
 * a point, or where all are alike.
 */
export function controlLimits(points: readonly ControlPoint[]): LimitedPoint[] | null {
  const durations = sortedNumbers(
    points.flatMap((point) => (point.role === 'base' && point.kind === 'median' ? [...point.sorted] : [])),
  );
  const middle = percentileOfSorted(durations, 0.5);
  const sized = points
    .map((point, place) => ({
      ...point,
      place,
      count: point.kind === 'median' ? countAbove(point.sorted, middle) : point.count,
    }))
    .filter(({ size }) => size > 0);
  const base = sized.filter(({ role }) => role === 'base');
  const judged = sized.filter(({ role }) => role === 'judged');
  const kind = points[0]?.kind ?? 'count';
  if (base.length < leastForBase) return null;
  const level = levelOf(base, kind);
  if (level.variance === 0 || (kind === 'count' && level.cases < leastPerPoint * base.length)) return null;
  const reach = studentQuantile(outsideChance / 2 / Math.max(1, judged.length), base.length - 1);
  const drawn: LimitedPoint[] = points.map(() => ({ center: null, limits: null, signal: null }));
  for (const { place, size, role } of sized) {
    const { value, low, high } = valuesAt(level, size, reach, durations, points[place]!);
    const limits = kind === 'count' || size >= leastForTrend ? { low, high } : null;
    const signal = role !== 'judged' || !limits || value === null ? null : outside(value, limits);
    drawn[place] = { center: centerOf(level, size, kind, middle), limits, signal };
  }
  for (const { place, signal } of runsIn(judged, level)) drawn[place]!.signal ??= signal;
  return drawn;
}

function outside(value: number, { low, high }: Interval): Signal | null {
  if (value > high) return 'outside-above';
  return value < low ? 'outside-below' : null;
}

function levelOf(base: readonly Sized[], kind: ControlPoint['kind']): Level {
  const size = base.reduce((sum, point) => sum + point.size, 0);
  const cases = base.reduce((sum, point) => sum + point.count, 0);
  const share = kind === 'median' ? 0.5 : cases / size;
  const variance = kind === 'count' ? share : share * (1 - share);
  const squares = base.reduce((sum, point) => sum + (point.count - share * point.size) ** 2 / point.size, 0);
  const dispersion = Math.max(1, squares / variance / (base.length - 1));
  return { share, variance, skew: kind === 'count' ? 1 : 1 - 2 * share, dispersion, size, cases, points: base.length };
}

/**
 * How far a count of `size` may be from what is expected, upwards and downwards: wider for a short base, for bursts (whose
 * skew is that of the negative binomial distribution) and on the long side.
 */
function reachOf({ variance, skew, dispersion, size: base }: Level, size: number, reach: number) {
  const deviation = Math.sqrt(dispersion * variance * size * (1 + size / base));
  const shift = ((2 * dispersion - 1) * skew * (reach * reach - 1)) / 6;
  return { up: reach * deviation + Math.max(0, shift), down: reach * deviation + Math.max(0, -shift) };
}

function valuesAt(level: Level, size: number, reach: number, durations: Float64Array, point: ControlPoint) {
  const { up, down } = reachOf(level, size, reach);
  const [low, high] = [level.share * size - down, level.share * size + up];
  if (point.kind === 'count') return { value: point.count, low: Math.max(0, low), high };
  const [lowShare, highShare] = [Math.max(0, low / size), Math.min(1, high / size)];
  if (point.kind === 'share') return { value: point.count / size, low: lowShare, high: highShare };
  return {
    value: percentileOfSorted(point.sorted, 0.5),
    low: lowShare === 0 ? 0 : percentileOfSorted(durations, lowShare)!,
    high: highShare === 1 ? Number.POSITIVE_INFINITY : percentileOfSorted(durations, highShare)!,
  };
}

function centerOf({ share }: Level, size: number, kind: ControlPoint['kind'], middle: number | null): number | null {
  if (kind === 'median') return middle;
  return kind === 'count' ? share * size : share;
}

/** The last point of every eight in a row on one side that are also, together, further off than chance explains. */
function runsIn(judged: readonly Sized[], level: Level): { place: number; signal: Signal }[] {
  const windows = judged.length - runLength + 1;
  if (windows < 1) return [];
  const reach = studentQuantile(runChance / 2 / windows, level.points - 1);
  const off = judged.map(({ count, size }) => count - level.share * size);
  return judged.slice(runLength - 1).flatMap(({ place }, first): { place: number; signal: Signal }[] => {
    const own = off.slice(first, first + runLength);
    const size = judged.slice(first, first + runLength).reduce((sum, point) => sum + point.size, 0);
    const total = own.reduce((sum, value) => sum + value, 0);
    const { up, down } = reachOf(level, size, reach);
    if (own.every((value) => value > 0) && total > up) return [{ place, signal: 'run-above' }];
    return own.every((value) => value < 0) && -total > down ? [{ place, signal: 'run-below' }] : [];
  });
}

/** How many durations are above the middle; one that equals it is half above. */
function countAbove(sorted: Float64Array, middle: number | null): number {
  return sorted.reduce((sum, value) => sum + (value > middle! ? 1 : value === middle ? 0.5 : 0), 0);
}

/** What Student’s t exceeds with this chance (below 0.5), by the expansion of Fisher and Cornish; good to 2 % from 7 degrees of freedom. */
function studentQuantile(chance: number, degrees: number): number {
  const z = normalQuantile(chance);
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

/** What a normal variable exceeds with this chance (below 0.5); Abramowitz and Stegun 26.2.23, error below 0.00045. */
function normalQuantile(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(chance));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  return t - above / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}
