/** Figures of the domain in the form of the API, next to those of the period before. */
import type { DurationMeasure, MeasureQuery } from '../../contract/measures.ts';
import {
  type DurationAnswer,
  type DurationRow,
  definitionOf,
  durationsOf,
  figuresOf,
} from '../../domain/measure/durations.ts';
import type { IncidentRow, Selection } from '../../domain/measure/incident-rows.ts';
import { measureDefinitions } from '../../domain/measure/metrics.ts';
import { percentile } from '../../domain/measure/percentiles.ts';
import { compareMedians, compareShares, shareInterval } from '../../domain/measure/uncertainty.ts';
import { severityNumbers } from '../../domain/respond/incidents/severities.ts';
import { rowsPath } from './period.ts';

const mostPoints = 500;

/** A duration over the period, by severity, compared with the period before. */
export function durationFigures(
  rows: readonly IncidentRow[],
  key: DurationMeasure['key'],
  selection: Selection,
  previous: Selection,
  query: MeasureQuery,
) {
  const answer = durationsOf(rows, key, selection);
  const before = durationsOf(rows, key, previous);
  const figuresFor = (severity?: number) => {
    const seconds = secondsOf(answer, severity);
    const secondsBefore = secondsOf(before, severity);
    const { n, median, p90, mean, medianInterval, enoughForTrend } = figuresOf(seconds);
    return {
      n,
      medianSeconds: median,
      p90Seconds: p90,
      meanSeconds: mean,
      interval: medianInterval,
      isEnoughForTrend: enoughForTrend,
      previous: { n: secondsBefore.length, medianSeconds: percentile(secondsBefore, 0.5) },
      trend: compareMedians(secondsBefore, seconds),
      rowsHref: rowsPath(query, selection, { measure: key, ...(severity === undefined ? {} : { severity }) }),
    };
  };
  const { shortName, name, from, to } = answer.measure;
  return {
    key,
    shortName,
    name,
    definition: `${definitionOf(key)}. ${measureDefinitions[key]}`,
    fromInstant: from,
    toInstant: to,
    all: figuresFor(),
    bySeverity: severityNumbers.map((severity) => ({ severity, ...figuresFor(severity) })),
    unusableCount: answer.unusableIncidentIds.length,
    points: answer.rows.slice(-mostPoints).map(pointOf),
  };
}

function secondsOf({ rows }: DurationAnswer, severity: number | undefined): number[] {
  const own = severity === undefined ? rows : rows.filter((row) => row.severity === severity);
  return own.map((row) => row.seconds);
}

function pointOf({ incidentId, severity, seconds, endedAt }: DurationRow) {
  return { incidentId: Number(incidentId), severity, seconds, endedAt: new Date(endedAt) };
}

/** A share of the period next to that of the period before. */
export function shareFigures(
  { count, n }: { count: number; n: number },
  before: { count: number; n: number },
  rowsHref: string,
) {
  return {
    n,
    count,
    share: n === 0 ? null : count / n,
    interval: shareInterval(count, n),
    previous: { n: before.n, share: before.n === 0 ? null : before.count / before.n },
    trend: compareShares({ count: before.count, of: before.n }, { count, of: n }),
    rowsHref,
  };
}
