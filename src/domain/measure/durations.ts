import { type InstantKey, instantNames } from '../respond/incidents/instants.ts';
import type { Severity } from '../severity.ts';
import { type IncidentRow, isCountedIncident, type Selection, within } from './incident-rows.ts';
import { meanOfSorted, percentileOfSorted, sortedNumbers } from './percentiles.ts';
import { type Interval, leastForTrend, medianIntervalOfSorted } from './uncertainty.ts';

export type DurationKey = 'restore' | 'mitigate' | 'detect' | 'acknowledge' | 'declare' | 'first-post' | 'respond';

export type DurationMeasure = {
  key: DurationKey;
  shortName: string;
  name: string;
  from: InstantKey;
  to: InstantKey;
};

/** “MTTR” has four meanings in the field, so every name goes with its two instants; ours is time to restore. */
export const durationMeasures: readonly DurationMeasure[] = [
  { key: 'restore', shortName: 'MTTR', name: 'Time to restore', from: 'impactStartedAt', to: 'resolvedAt' },
  { key: 'mitigate', shortName: 'TTM', name: 'Time to mitigate', from: 'impactStartedAt', to: 'mitigatedAt' },
  { key: 'detect', shortName: 'TTD', name: 'Time to detect', from: 'impactStartedAt', to: 'detectedAt' },
  { key: 'acknowledge', shortName: 'TTA', name: 'Time to acknowledge', from: 'alertedAt', to: 'acknowledgedAt' },
  { key: 'declare', shortName: 'TTDeclare', name: 'Time to declare', from: 'detectedAt', to: 'declaredAt' },
  { key: 'first-post', shortName: 'TTFP', name: 'Time to first public post', from: 'declaredAt', to: 'firstPublicAt' },
  { key: 'respond', shortName: 'TTRespond', name: 'Alert to resolved', from: 'alertedAt', to: 'resolvedAt' },
];

export function durationMeasure(key: DurationKey): DurationMeasure {
  const measure = durationMeasures.find((candidate) => candidate.key === key);
  if (!measure) throw new RangeError(`no duration is called ${key}`);
  return measure;
}

/** “MTTR: time to restore (impact started → resolved)”. */
export function definitionOf(key: DurationKey): string {
  const measure = durationMeasure(key);
  return `${measure.shortName}: ${measure.name.toLowerCase()} (${instantNames[measure.from]} → ${instantNames[measure.to]})`;
}

export type DurationRow = {
  incidentId: number;
  severity: Severity;
  seconds: number;
  endedAt: number;
};

export type DurationFigures = {
  n: number;
  /** All in seconds; null without rows. */
  median: number | null;
  p90: number | null;
  mean: number | null;
  medianInterval: Interval | null;
  /** False below ten incidents: then show the dots and claim no trend. */
  enoughForTrend: boolean;
};

export type DurationAnswer = DurationFigures & {
  measure: DurationMeasure;
  rows: DurationRow[];
  /** Ended in the period, but the start is unknown or after the end, so they cannot be measured. */
  unusableIncidentIds: number[];
};

/**
 * The durations of a measure that *ended* in the period: later news about open incidents never changes a past period. A
 * reopened incident counts once, from its first start to its last end.
 */
export function durationsOf(
  rows: readonly IncidentRow[],
  key: DurationKey,
  selection: Selection,
  severityBasis: 'final' | 'peak' = 'final',
): DurationAnswer {
  const measure = durationMeasure(key);
  const found: DurationRow[] = [];
  const unusableIncidentIds: number[] = [];
  eachEnded(rows, key, selection, (row, seconds, endedAt) => {
    const { incidentId } = row;
    if (seconds === null) return unusableIncidentIds.push(incidentId);
    return found.push({
      incidentId,
      severity: severityBasis === 'peak' ? row.peakSeverity : row.severity,
      seconds,
      endedAt,
    });
  });
  found.sort((left, right) => left.endedAt - right.endedAt || left.incidentId - right.incidentId);
  unusableIncidentIds.sort((left, right) => left - right);
  return { measure, ...figuresOf(found.map((row) => row.seconds)), rows: found, unusableIncidentIds };
}

/** Visits what `durationsOf` counts, in no particular order; `seconds` is null where the start is unknown or after the end. */
export function eachEnded(
  rows: readonly IncidentRow[],
  key: DurationKey,
  selection: Selection,
  visit: (row: IncidentRow, seconds: number | null, endedAt: number) => void,
): void {
  const measure = durationMeasure(key);
  for (const row of rows) {
    const endedAt = row.instants[measure.to];
    if (!within(endedAt, selection) || !isCountedIncident(row, selection)) continue;
    const startedAt = row.instants[measure.from];
    const isUsable = startedAt !== null && startedAt <= endedAt;
    visit(row, isUsable ? (endedAt - startedAt) / 1000 : null, endedAt);
  }
}

export function figuresOf(seconds: readonly number[] | Float64Array): DurationFigures {
  return figuresOfSorted(sortedNumbers(seconds));
}

export function figuresOfSorted(sorted: Float64Array): DurationFigures {
  return {
    n: sorted.length,
    median: percentileOfSorted(sorted, 0.5),
    p90: percentileOfSorted(sorted, 0.9),
    mean: meanOfSorted(sorted),
    medianInterval: medianIntervalOfSorted(sorted),
    enoughForTrend: sorted.length >= leastForTrend,
  };
}

/** Incidents not resolved by `now`, longest first: durations alone would hide them. */
export function stillOpen(
  rows: readonly IncidentRow[],
  selection: Omit<Selection, 'from' | 'to'>,
  now: number,
): { incidentId: number; severity: Severity; ageSeconds: number }[] {
  return rows
    .filter(
      (row) => isCountedIncident(row, selection) && row.instants.resolvedAt === null && row.instants.closedAt === null,
    )
    .flatMap((row) => {
      const since = row.instants.impactStartedAt ?? row.instants.declaredAt;
      return since === null
        ? []
        : [{ incidentId: row.incidentId, severity: row.severity, ageSeconds: (now - since) / 1000 }];
    })
    .sort((left, right) => right.ageSeconds - left.ageSeconds || left.incidentId - right.incidentId);
}
