/** Incidents cut by one of their properties, to be measured side by side. */
import { severities } from '../severity.ts';
import { zoneOffsets } from '../time/zone-offsets.ts';
import type { IncidentRow, Selection } from './incident-rows.ts';
import { countDeclared, type Measured, measured, type TrendKey } from './measured.ts';
import { countInterval, leastForTrend } from './uncertainty.ts';

export const dimensions = ['severity', 'service', 'team', 'time-of-day', 'weekday', 'cause'] as const;
export type Dimension = (typeof dimensions)[number];

/** Incidents without a service, a team or a cause. */
export const noneKey = 'none';

/** Where they are known from the start, all keys are shown, in this order. */
export const fixedKeys: Partial<Record<Dimension, readonly string[]>> = {
  severity: severities.map(String),
  'time-of-day': ['night', 'day', 'evening'],
  weekday: ['weekday', 'weekend'],
};

/** True where every incident is in exactly one slice: then the slices add up to the whole. */
export function isPartition(by: Dimension): boolean {
  return by in fixedKeys;
}

type KeysOf = (row: IncidentRow) => readonly string[];

/**
 * The keys of the slices that a row is in, at least one. Time of day and weekday are those of its declaration in the zone:
 * night from 22:00 to 07:00, evening from 18:00, weekend Saturday and Sunday.
 */
export function keysBy(by: Dimension, rows: readonly IncidentRow[], zone: string): KeysOf {
  const texts = memorised(String);
  const orNone = (keys: readonly string[]) => (keys.length === 0 ? [noneKey] : keys);
  switch (by) {
    case 'severity':
      return (row) => [texts(row.severity)];
    case 'service':
      return (row) => orNone(row.serviceIds.map(texts));
    case 'team':
      return (row) => orNone([...new Set(row.teamIds)].map(texts));
    case 'cause':
      return (row) => orNone(row.factorKeys);
    default: {
      const clock = clockOf(rows, zone);
      const keyAt = by === 'weekday' ? weekdayKey : timeOfDayKey;
      return ({ instants: { declaredAt } }) => [declaredAt === null ? noneKey : keyAt(clock(declaredAt))];
    }
  }
}

/** The rows of each slice, in one look at them. */
export function sliceRows(rows: readonly IncidentRow[], keysOf: KeysOf): Map<string, IncidentRow[]> {
  const slices = new Map<string, IncidentRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const slice = slices.get(key);
      if (slice) slice.push(row);
      else slices.set(key, [row]);
    }
  }
  return slices;
}

export const comparedMeasures = ['restore', 'incidents', 'postmortems', 'recurrence'] as const satisfies TrendKey[];
export type ComparedMeasure = (typeof comparedMeasures)[number];

/** `isEnough` is false below ten incidents: then nothing can be told from the value. */
export type Cell = Measured & { isEnough: boolean };
export type Cells = Record<ComparedMeasure, Cell>;

export type SideBySide = {
  all: Cells;
  slices: { key: string; cells: Cells }[];
  /** Slices with fewer incidents than any that is shown. */
  hiddenCount: number;
};

/** The four measures of each slice; where keys are not fixed, at most the `most` with the most incidents, those without a key last. */
export function sideBySide(
  rows: readonly IncidentRow[],
  { by, zone, most }: { by: Dimension; zone: string; most: number },
  selection: Selection,
  now: number,
): SideBySide {
  const sliced = sliceRows(rows, keysBy(by, rows, zone));
  const counted = [...sliced]
    .filter(([key]) => key !== noneKey)
    .map(([key, own]) => ({ key, count: countDeclared(own, selection) }))
    .sort((left, right) => right.count - left.count || compareKeys(left.key, right.key))
    .map(({ key }) => key);
  const keys = fixedKeys[by] ?? [...counted.slice(0, most), ...(sliced.has(noneKey) ? [noneKey] : [])];
  const cells = (own: readonly IncidentRow[]) => cellsOf(own, selection, now);
  const slices = keys.map((key) => ({ key, cells: cells(sliced.get(key) ?? []) }));
  const isShown = ({ cells: own }: (typeof slices)[number]) =>
    isPartition(by) || comparedMeasures.some((measure) => own[measure].n > 0);
  const hiddenCount = isPartition(by) ? 0 : Math.max(0, counted.length - most);
  return { all: cells(rows), slices: slices.filter(isShown), hiddenCount };
}

function cellsOf(rows: readonly IncidentRow[], selection: Selection, now: number): Cells {
  const cell = (measure: ComparedMeasure): Cell => {
    const found = measured(rows, measure, selection, now);
    const interval = measure === 'incidents' ? countInterval(found.n) : found.interval;
    return { ...found, interval, isEnough: found.n >= leastForTrend };
  };
  return {
    restore: cell('restore'),
    incidents: cell('incidents'),
    postmortems: cell('postmortems'),
    recurrence: cell('recurrence'),
  };
}

/** Numbers by size, words by their letters. */
function compareKeys(left: string, right: string): number {
  return Number(left) - Number(right) || (left < right ? -1 : left > right ? 1 : 0);
}

function memorised(text: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const found = known.get(value) ?? text(value);
    known.set(value, found);
    return found;
  };
}

type Clock = { hour: number /** 0 is Sunday. */; weekday: number };

const dayMs = 86_400_000;

function clockOf(rows: readonly IncidentRow[], zone: string): (at: number) => Clock {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { instants } of rows) {
    if (instants.declaredAt === null) continue;
    first = Math.min(first, instants.declaredAt);
    last = Math.max(last, instants.declaredAt);
  }
  return first <= last ? clockBetween(zone, first, last) : () => ({ hour: 0, weekday: 0 });
}

/** What a clock in the zone shows within a period. */
export function clockBetween(zone: string, first: number, last: number): (at: number) => Clock {
  const offsets = zoneOffsets(zone, first, last);
  return (at) => {
    const local = at + offsets.find(({ from }) => from <= at)!.offset;
    const day = Math.floor(local / dayMs);
    return { hour: Math.floor((local - day * dayMs) / 3_600_000), weekday: (((day + 4) % 7) + 7) % 7 };
  };
}

function timeOfDayKey({ hour }: Clock): string {
  if (hour >= 22 || hour < 7) return 'night';
  return hour < 18 ? 'day' : 'evening';
}

function weekdayKey({ weekday }: Clock): string {
  return weekday === 0 || weekday === 6 ? 'weekend' : 'weekday';
}
