/** Figures of the domain in the form of the API, next to those of the period before. */
import type { DurationMeasure, MeasureQuery } from '../../contract/measure/measures.ts';
import { definitionOf, durationMeasure, eachEnded, figuresOfSorted } from '../../domain/measure/durations.ts';
import type { IncidentRow, Selection } from '../../domain/measure/incident-rows.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import { mergedSorted, percentileOfSorted, sortedNumbers } from '../../domain/measure/percentiles.ts';
import { compareMediansOfSorted, compareShares, shareInterval } from '../../domain/measure/uncertainty.ts';
import { severities } from '../../domain/severity.ts';
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
  const { found, before, unusableCount } = collect(rows, key, selection, previous);
  // Of 50,000 durations sorting is most of the work: once each, the whole out of its parts.
  const seconds = sortedBySeverity(found);
  const secondsBefore = sortedBySeverity(before);
  const figuresFor = (own: Float64Array, ownBefore: Float64Array, severity?: number) => {
    const { n, median, p90, mean, medianInterval, enoughForTrend } = figuresOfSorted(own);
    return {
      n,
      medianSeconds: median,
      p90Seconds: p90,
      meanSeconds: mean,
      interval: medianInterval,
      isEnoughForTrend: enoughForTrend,
      previous: { n: ownBefore.length, medianSeconds: percentileOfSorted(ownBefore, 0.5) },
      trend: compareMediansOfSorted(ownBefore, own),
      rowsHref: rowsPath(query, selection, { measure: key, severity }),
    };
  };
  const { shortName, name, from, to } = durationMeasure(key);
  return {
    key,
    shortName,
    name,
    definition: `${definitionOf(key)}. ${measureDefinitions[key]}`,
    fromInstant: from,
    toInstant: to,
    all: figuresFor(mergedSorted(seconds), mergedSorted(secondsBefore)),
    bySeverity: severities.map((severity, place) => ({
      severity,
      ...figuresFor(seconds[place]!, secondsBefore[place]!, severity),
    })),
    unusableCount,
    points: latestPoints(found),
  };
}

/** Which incidents ended, when, and after how long, in one order. */
type Ended = { rows: IncidentRow[]; seconds: number[]; endedAt: number[] };

/** Both periods in one look at the rows; the previous one ends where the other begins. */
function collect(rows: readonly IncidentRow[], key: DurationMeasure['key'], selection: Selection, previous: Selection) {
  const found: Ended = { rows: [], seconds: [], endedAt: [] };
  const before: Ended = { rows: [], seconds: [], endedAt: [] };
  let unusableCount = 0;
  eachEnded(rows, key, { ...selection, from: previous.from }, (row, seconds, end) => {
    const isBefore = end < selection.from;
    if (seconds === null) {
      if (!isBefore) unusableCount += 1;
      return;
    }
    const ended = isBefore ? before : found;
    ended.rows.push(row);
    ended.seconds.push(seconds);
    ended.endedAt.push(end);
  });
  return { found, before, unusableCount };
}

/** The durations of each severity, SEV1 first. */
function sortedBySeverity({ rows, seconds }: Ended): Float64Array[] {
  const own: number[][] = severities.map(() => []);
  for (const [place, { severity }] of rows.entries()) own[severity - 1]!.push(seconds[place]!);
  return own.map(sortedNumbers);
}

/** Those that ended last, in the order of their ends. */
function latestPoints({ rows, seconds, endedAt }: Ended) {
  // The latest 500 all end after the earliest of any 500, and the rows are nearly in order: few are left to sort.
  const earliest = Math.min(...endedAt.slice(-mostPoints));
  const late: number[] = [];
  for (const [place, end] of endedAt.entries()) if (end >= earliest) late.push(place);
  late.sort((left, right) => endedAt[left]! - endedAt[right]!);
  return late.slice(-mostPoints).map((place) => ({
    incidentId: Number(rows[place]!.incidentId),
    severity: rows[place]!.severity,
    seconds: seconds[place]!,
    endedAt: new Date(endedAt[place]!),
    isImported: rows[place]!.kind === 'imported',
  }));
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
