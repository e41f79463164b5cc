import { csvLines } from '../../domain/csv.ts';
import { comparedMeasures } from '../../domain/measure/slices.ts';
import { severityLabel } from '../../domain/severity.ts';
import type { readMeasures } from './actions.ts';
import type { Breakdown } from './breakdown.ts';
import type { readMeasureTrend } from './trend.ts';

const header = [
  'measure',
  'group',
  'definition',
  'n',
  'count',
  'value',
  'unit',
  'median',
  'p90',
  'mean',
  'interval_low',
  'interval_high',
  'previous_n',
  'previous_value',
  'trend',
];

/** One line per figure. Durations are in seconds; their value is the median. */
export function measuresCsv(measures: Awaited<ReturnType<typeof readMeasures>>): string {
  const { restore, mitigate, detect, acknowledge, sprints, postmortems, recurrence } = measures;
  const durations = [restore, mitigate, detect, acknowledge].flatMap(({ shortName, definition, all, bySeverity }) =>
    [{ group: 'all', ...all }, ...bySeverity.map((own) => ({ group: severityLabel(own.severity), ...own }))].map(
      (own) => [
        ...[shortName, own.group, definition, own.n, null, own.medianSeconds, 'seconds'],
        ...[own.medianSeconds, own.p90Seconds, own.meanSeconds, own.interval?.low ?? null, own.interval?.high ?? null],
        ...[own.previous.n, own.previous.medianSeconds, own.trend.verdict],
      ],
    ),
  );
  const counts = sprints.items.map(({ firstDate, lastDate, isWhole, n }) => [
    ...['incidents per sprint', `${firstDate} to ${lastDate}${isWhole ? '' : ' (cut)'}`, sprints.definition],
    ...[n, n, n, 'incidents', ...empty(8)],
  ]);
  const share = (name: string, group: string, definition: string, own: typeof postmortems.completed) => [
    ...[name, group, definition, own.n, own.count, own.share, 'share', null, null, null],
    ...[own.interval?.low ?? null, own.interval?.high ?? null, own.previous.n, own.previous.share, own.trend.verdict],
  ];
  return csvLines([
    header,
    ...durations,
    ...counts,
    share('postmortems', 'completed', postmortems.definition, postmortems.completed),
    share('postmortems', 'on time', postmortems.definition, postmortems.onTime),
    ...recurrence.windows.map((own) => share('recurrence', `${own.windowDays} days`, recurrence.definition, own)),
  ]);
}

/** One line per point, oldest first; of durations the value is the median in seconds. */
export function trendCsv({ measure, by, points }: Awaited<ReturnType<typeof readMeasureTrend>>): string {
  return csvLines([
    [
      'measure',
      by,
      'from',
      'to',
      'is_whole',
      'n',
      'value',
      'interval_low',
      'interval_high',
      'is_enough',
      'center',
      'limit_low',
      'limit_high',
      'signal',
    ],
    ...points.map(({ name, from, to, isWhole, n, value, interval, isEnoughForTrend, center, limits, signal }) => [
      ...[measure, name, from.toISOString(), to.toISOString(), String(isWhole), n, value],
      ...[interval?.low ?? null, interval?.high ?? null, String(isEnoughForTrend)],
      ...[center, limits?.low ?? null, limits?.high ?? null, signal],
    ]),
  ]);
}

/** One line per slice and measure; of time to restore the value is the median in seconds. */
export function breakdownCsv({ by, slices }: Breakdown): string {
  return csvLines([
    [by, 'name', 'measure', 'n', 'value', 'interval_low', 'interval_high', 'is_enough'],
    ...slices.flatMap(({ key, name, cells }) =>
      comparedMeasures.map((measure) => {
        const { n, value, interval, isEnough } = cells[measure];
        return [key, name, measure, n, value, interval?.low ?? null, interval?.high ?? null, String(isEnough)];
      }),
    ),
  ]);
}

function empty(count: number): null[] {
  return Array.from({ length: count }, () => null);
}
