/** One measure over the rows at hand: whatever shows it as a whole, over time or side by side asks here. */
import { type DurationKey, durationsOf } from './durations.ts';
import { type IncidentRow, isCountedIncident, type Selection, within } from './incident-rows.ts';
import { postmortemCompletion } from './postmortem-completion.ts';
import { recurrenceRate } from './recurrence-rate.ts';
import { type Interval, shareInterval } from './uncertainty.ts';

export const trendKeys = ['restore', 'acknowledge', 'incidents', 'postmortems', 'recurrence'] as const;
export type TrendKey = (typeof trendKeys)[number];

const recurrenceDays = 90;

export type Measured = {
  /** Of how many incidents. */
  n: number;
  /** Seconds, a count, or a share of 0 to 1; null where nothing was counted. */
  value: number | null;
  /** 95%; none for a count. */
  interval: Interval | null;
};

export function measured(rows: readonly IncidentRow[], key: TrendKey, selection: Selection, now: number): Measured {
  if (isDuration(key)) {
    const { n, median, medianInterval } = durationsOf(rows, key, selection);
    return { n, value: median, interval: medianInterval };
  }
  if (key === 'incidents') {
    const n = countDeclared(rows, selection);
    return { n, value: n, interval: null };
  }
  const { count, of } = shareIn(rows, key, selection, now);
  return { n: of, value: of === 0 ? null : count / of, interval: shareInterval(count, of) };
}

export function countDeclared(rows: readonly IncidentRow[], selection: Selection): number {
  return rows.filter((row) => within(row.instants.declaredAt, selection) && isCountedIncident(row, selection)).length;
}

export function isDuration(key: TrendKey): key is 'restore' | 'acknowledge' {
  return key === 'restore' || key === 'acknowledge';
}

export function secondsIn(rows: readonly IncidentRow[], key: DurationKey, selection: Selection): number[] {
  return durationsOf(rows, key, selection).rows.map(({ seconds }) => seconds);
}

export function shareIn(
  rows: readonly IncidentRow[],
  key: 'postmortems' | 'recurrence',
  selection: Selection,
  now: number,
) {
  if (key === 'postmortems') {
    const { completed, required } = postmortemCompletion(rows, selection, now);
    return { count: completed, of: required };
  }
  const { repeats, incidents } = recurrenceRate(rows, selection, recurrenceDays);
  return { count: repeats, of: incidents };
}
