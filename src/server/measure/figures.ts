/** Figures of the domain in the form of the API, next to those of the period before. */
import type { DurationMeasure, MeasureQuery } from '../../contract/measure/measures.ts';
import { definitionOf, durationMeasure, eachEnded, figuresOfSorted } from '../../domain/measure/durations.ts';
import type { IncidentRow, Selection } from '../../domain/measure/incident-rows.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import { percentileOfSorted, sortedNumbers } from '../../domain/measure/percentiles.ts';
import { compareMediansOfSorted, compareShares, shareInterval } from '../../domain/measure/uncertainty.ts';
import { severities } from '../../domain/severity.ts';
import { rowsPath } from './period.ts';

const mostPoints = 500;

/** All rows, and those of each severity. */
export type Sliced = { rows: readonly IncidentRow[]; bySeverity: ReadonlyMap<string, readonly IncidentRow[]> };

/** A duration over the period, by severity, compared with the period before. */
export function durationFigures(
  { rows, bySeverity }: Sliced,
  key: DurationMeasure['key'],
  selection: Selection,
  previous: Selection,
  query: MeasureQuery,
) {
  const whole = collect(rows, key, selection, previous);
  const figuresFor = ({ found, before }: typeof whole, severity?: number) => {
    // Of 50,000 durations sorting is most of the work: once each.
    const seconds = sortedNumbers(found.seconds);
    const secondsBefore = sortedNumbers(before.seconds);
    const { n, median, p90, mean, medianInterval, enoughForTrend } = figuresOfSorted(seconds);
    return {
      n,
      medianSeconds: median,
      p90Seconds: p90,
      meanSeconds: mean,
      interval: medianInterval,
      isEnoughForTrend: enoughForTrend,
      previous: { n: secondsBefore.length, medianSeconds: percentileOfSorted(secondsBefore, 0.5) },
      trend: compareMediansOfSorted(secondsBefore, seconds),
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
    all: figuresFor(whole),
    bySeverity: severities.map((severity) => {
      const own = collect(bySeverity.get(String(severity)) ?? [], key, selection, previous);
      return { severity, ...figuresFor(own, severity) };
    }),
    unusableCount: whole.found.unusableCount,
    points: latestPoints(whole.found),
  };
}

/** `ended` tells of each which incident and when. */
type Collected = { seconds: number[]; ended: IncidentRow[]; endedAt: number[]; unusableCount: number };

function nothing(): Collected {
  return { seconds: [], ended: [], endedAt: [], unusableCount: 0 };
}

/** Both periods in one look at the rows; the previous one ends where the other begins. */
function collect(rows: readonly IncidentRow[], key: DurationMeasure['key'], selection: Selection, previous: Selection) {
  const [found, before] = [nothing(), nothing()];
  eachEnded(rows, key, { ...selection, from: previous.from }, (row, duration, end) => {
    const side = end < selection.from ? before : found;
    if (duration === null) {
      side.unusableCount += 1;
      return;
    }
    side.seconds.push(duration);
    side.ended.push(row);
    side.endedAt.push(end);
  });
  return { found, before };
}

/** Those that ended last, in the order of their ends. */
function latestPoints({ seconds, ended, endedAt }: Collected) {
  // The latest 500 all end after the earliest of any 500, and the rows are nearly in order: few are left to sort.
  const earliest = Math.min(...endedAt.slice(-mostPoints));
  const late: number[] = [];
  for (const [place, end] of endedAt.entries()) if (end >= earliest) late.push(place);
  late.sort((left, right) => endedAt[left]! - endedAt[right]!);
  return late.slice(-mostPoints).map((place) => ({
    incidentId: Number(ended[place]!.incidentId),
    severity: ended[place]!.severity,
    seconds: seconds[place]!,
    endedAt: new Date(endedAt[place]!),
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
