import { Temporal } from 'temporal-polyfill';
import { type ControlPoint, controlLimits, type LimitedPoint, leastForBase } from './control-limits.ts';
import type { IncidentRow, Selection } from './incident-rows.ts';
import { isDuration, measured, secondsIn, shareIn, type TrendKey } from './measured.ts';
import { sortedNumbers } from './percentiles.ts';
import { type SprintTimeline, sprintsOn } from './sprint-timeline.ts';
import { compareMedians, compareShares, type Interval, leastForTrend, type Trend } from './uncertainty.ts';

/** A week, a month or a sprint, cut to the period. */
export type Stretch = {
  /** `2026-11`, the Monday of a week as `2026-11-02`, or the name of a sprint. */
  name: string;
  /** Epoch milliseconds; `to` is excluded. */
  from: number;
  to: number;
  /** False when the period cuts it: then a count of it is not comparable. */
  isWhole: boolean;
};

/** Calendar months of the zone that touch the period, oldest first. */
export function monthsBetween(zone: string, from: number, to: number): Stretch[] {
  const first = dateAt(from, zone).with({ day: 1 });
  return stretchesFrom(first, { months: 1 }, zone, from, to).map((month) => ({
    ...month,
    name: month.name.slice(0, 7),
  }));
}

/** Weeks of the zone that touch the period, Monday to Sunday, oldest first. */
export function weeksBetween(zone: string, from: number, to: number): Stretch[] {
  const day = dateAt(from, zone);
  return stretchesFrom(day.subtract({ days: day.dayOfWeek - 1 }), { weeks: 1 }, zone, from, to);
}

/** Named by their first day. */
function stretchesFrom(
  first: Temporal.PlainDate,
  length: { weeks: number } | { months: number },
  zone: string,
  from: number,
  to: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  let day = first;
  while (startOf(day) < to) {
    const next = day.add(length);
    stretches.push(cut(day.toString(), startOf(day), startOf(next), from, to));
    day = next;
  }
  return stretches;
}

function dateAt(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

/** Sprints that touch the period, oldest first. */
export function sprintStretches(timeline: SprintTimeline, from: number, to: number): Stretch[] {
  return sprintsOn(timeline, from, to).map(({ name, startAt, endAt }) => cut(name, startAt, endAt, from, to));
}

function cut(name: string, start: number, end: number, from: number, to: number): Stretch {
  return { name, from: Math.max(start, from), to: Math.min(end, to), isWhole: from <= start && end <= to };
}

export type TrendPoint = Stretch & {
  /** Of how many incidents. */
  n: number;
  /** Seconds, a count, or a share of 0 to 1; null where nothing was counted. */
  value: number | null;
  /** 95%; none for a count. */
  interval: Interval | null;
  /** False below ten incidents: the value is shown and means little by itself. */
  isEnough: boolean;
};

/** What a measure was in each stretch, by exactly the rules of the whole period. */
export function trendPoints(
  rows: readonly IncidentRow[],
  key: TrendKey,
  stretches: readonly Stretch[],
  selection: Omit<Selection, 'from' | 'to'>,
  now: number,
): TrendPoint[] {
  return stretches.map((stretch) => {
    const figures = measured(rows, key, { ...selection, from: stretch.from, to: stretch.to }, now);
    return { ...stretch, ...figures, isEnough: key === 'incidents' ? stretch.isWhole : figures.n >= leastForTrend };
  });
}

/**
 * Whether the later half of the period differs from the earlier one: cannot tell below ten incidents on a side or within
 * the uncertainty. A count shows no trend by itself.
 */
export function trendOf(rows: readonly IncidentRow[], key: TrendKey, selection: Selection, now: number): Trend {
  const middle = Math.floor((selection.from + selection.to) / 2);
  const [before, after] = [
    { ...selection, to: middle },
    { ...selection, from: middle },
  ];
  if (key === 'incidents') return { verdict: 'cannot-tell', explanation: 'A count alone shows no trend.' };
  if (isDuration(key)) return compareMedians(secondsIn(rows, key, before), secondsIn(rows, key, after));
  return compareShares(shareIn(rows, key, before, now), shareIn(rows, key, after, now));
}

/** What the limits of a line come from; epoch milliseconds, `to` is excluded. */
export type Base = { from: number; to: number };

export type LimitedTrend = {
  /** Of the points of the base; null without eight. */
  base: (Base & { points: number }) | null;
  /** One per stretch; null where too little is known. */
  points: LimitedPoint[] | null;
};

/** The limits of each stretch from a base: the one that is stated, else the first half of the stretches, at least eight. */
export function trendLimits(
  rows: readonly IncidentRow[],
  key: TrendKey,
  stretches: readonly Stretch[],
  selection: Omit<Selection, 'from' | 'to'>,
  now: number,
  stated: Base | null,
): LimitedTrend {
  const sized = stretches.map((stretch) => sizedIn(rows, key, stretch, selection, now));
  const usable = stretches.filter(({ isWhole }, place) => sized[place]!.size > 0 && (isWhole || key !== 'incidents'));
  const half = Math.max(leastForBase, Math.floor(usable.length / 2));
  const base = stated ? usable.filter(({ from, to }) => stated.from <= from && to <= stated.to) : usable.slice(0, half);
  const last = base.at(-1);
  if (!last || base.length < leastForBase) return { base: null, points: null };
  const roleOf = (stretch: Stretch) => {
    if (base.includes(stretch)) return 'base';
    return usable.includes(stretch) && stretch.from >= last.to ? 'judged' : 'neither';
  };
  const points = sized.map((point, place): ControlPoint => ({ ...point, role: roleOf(stretches[place]!) }));
  return { base: { from: base[0]!.from, to: last.to, points: base.length }, points: controlLimits(points) };
}

function sizedIn(
  rows: readonly IncidentRow[],
  key: TrendKey,
  stretch: Stretch,
  others: Omit<Selection, 'from' | 'to'>,
  now: number,
) {
  const selection = { ...others, from: stretch.from, to: stretch.to };
  if (isDuration(key)) {
    const sorted = sortedNumbers(secondsIn(rows, key, selection));
    return { kind: 'median' as const, size: sorted.length, sorted };
  }
  if (key === 'incidents') {
    const days = (stretch.to - stretch.from) / 86_400_000;
    return { kind: 'count' as const, size: days, count: measured(rows, key, selection, now).n };
  }
  const { count, of } = shareIn(rows, key, selection, now);
  return { kind: 'share' as const, size: of, count };
}
