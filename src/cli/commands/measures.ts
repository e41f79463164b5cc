import type { Command } from 'commander';
import type { OutputOf } from '../../contract/endpoint.ts';
import {
  dimensions,
  exportMeasureBreakdown,
  exportMeasures,
  exportMeasureTrend,
  type Measures,
  readMeasureBreakdown,
  readMeasures,
  readMeasureTrend,
  trendMeasures,
  trendSteps,
} from '../../contract/measure/measures.ts';
import { severityLabel } from '../../domain/severity.ts';
import { withinChoices } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';

import { printJson, printLine, printTable, withoutSteering } from '../print.ts';

type Options = ConnectionOptions & {
  from?: string;
  to?: string;
  csv?: boolean;
  trend?: (typeof trendMeasures)[number];
  by: (typeof trendSteps)[number];
  breakdown?: (typeof dimensions)[number];
  severity?: '1' | '2' | '3' | '4' | '5';
};
type Row = { name: string; n: number; value: string | null; before: string | null; trend: string };

export function addMeasures(program: Command): void {
  withServer(program.command('measures'))
    .description('the four measures and related figures, by default for the last 90 days')
    .option('--from <time>', 'start of the period, such as 2026-01-01T00:00:00Z')
    .option('--to <time>', 'end of the period, exclusive')
    .option('--csv', 'print every figure as CSV')
    .option('--trend <measure>', `one measure over time: ${trendMeasures.join(', ')}`, withinChoices(trendMeasures))
    .option('--breakdown <of>', `side by side: ${dimensions.join(', ')}`, withinChoices(dimensions))
    .option('--by <step>', 'a point of the trend: week, month or sprint', withinChoices(trendSteps), 'month')
    .option(
      '--severity <number>',
      'the trend of one severity, 1 to 5',
      withinChoices(['1', '2', '3', '4', '5'] as const),
    )
    .action(measures);
}

async function measures({ from, to, csv, trend, by, breakdown, severity, ...options }: Options): Promise<void> {
  const client = connect(options);
  if (breakdown) {
    const query = { from, to, by: breakdown };
    if (csv) {
      process.stdout.write(withoutSteering(await client.call(exportMeasureBreakdown, { query })));
      return;
    }
    printBreakdown(await client.call(readMeasureBreakdown, { query }), options);
    return;
  }
  if (trend) {
    const query = { from, to, measure: trend, by, severity: severity && Number(severity) };
    if (csv) {
      process.stdout.write(withoutSteering(await client.call(exportMeasureTrend, { query })));
      return;
    }
    printTrend(await client.call(readMeasureTrend, { query }), options);
    return;
  }
  const input = { query: { from, to } };
  if (csv) {
    process.stdout.write(withoutSteering(await client.call(exportMeasures, input)));
    return;
  }
  const found = await client.call(readMeasures, input);
  if (options.json) return printJson(found);
  printTable(
    [
      { title: 'MEASURE', of: (row: Row) => row.name },
      { title: 'N', of: (row) => row.n, align: 'right' },
      { title: 'VALUE', of: (row) => row.value, align: 'right' },
      { title: 'BEFORE', of: (row) => row.before, align: 'right' },
      { title: 'TREND', of: (row) => row.trend },
    ],
    rowsOf(found),
    'No measures.',
  );
}

const minutes = (seconds: number | null) => (seconds === null ? null : `${Math.round(seconds / 6) / 10} min`);
const percent = (share: number | null) => (share === null ? null : `${Math.round(share * 1_000) / 10}%`);

type Trend = OutputOf<typeof readMeasureTrend>;

const valueText: Record<Trend['measure'], (value: number | null) => string | null> = {
  restore: minutes,
  acknowledge: minutes,
  incidents: (value) => (value === null ? null : String(value)),
  postmortems: percent,
  recurrence: percent,
};

function printTrend(found: Trend, { json }: ConnectionOptions): void {
  if (json) {
    printJson(found);
    return;
  }
  const text = valueText[found.measure];
  type Point = Trend['points'][number];
  printTable(
    [
      { title: found.by.toUpperCase(), of: ({ name, isWhole }: Point) => `${name}${isWhole ? '' : ' (partial)'}` },
      { title: 'N', of: ({ n }) => n, align: 'right' },
      { title: 'VALUE', of: ({ value }) => text(value), align: 'right' },
      { title: 'LOW', of: ({ interval }) => text(interval?.low ?? null), align: 'right' },
      { title: 'HIGH', of: ({ interval }) => text(interval?.high ?? null), align: 'right' },
    ],
    found.points,
    'No measures.',
  );
  printLine(found.trend.explanation);
}

type Breakdown = OutputOf<typeof readMeasureBreakdown>;

function printBreakdown(found: Breakdown, { json }: ConnectionOptions): void {
  if (json) {
    printJson(found);
    return;
  }
  type Slice = Breakdown['slices'][number];
  const cellText = (name: keyof Slice['cells'], text: (value: number | null) => string | null) => (slice: Slice) => {
    const { n, value, isEnough } = slice.cells[name];
    return value === null ? null : `${text(value)} (n ${n}${isEnough ? '' : ', cannot tell'})`;
  };
  printTable(
    [
      { title: found.by.toUpperCase(), of: ({ name }: Slice) => name },
      { title: 'RESTORE', of: cellText('restore', minutes), align: 'right' },
      { title: 'INCIDENTS', of: ({ cells }) => cells.incidents.n, align: 'right' },
      { title: 'POSTMORTEMS', of: cellText('postmortems', percent), align: 'right' },
      { title: 'RECURRENCE', of: cellText('recurrence', percent), align: 'right' },
    ],
    [{ key: 'all', name: 'All', cells: found.all }, ...found.slices],
    'No measures.',
  );
  if (found.hiddenCount > 0) printLine(`${found.hiddenCount} with fewer incidents are not shown; --csv has them.`);
  printLine(found.definition);
}

const mostSprints = 6;

function rowsOf({ restore, mitigate, detect, acknowledge, sprints, postmortems, recurrence }: Measures): Row[] {
  const durations = [restore, mitigate, detect, acknowledge].flatMap(({ key, name, all, bySeverity }) => [
    durationRow(`${name}, median`, all),
    ...(key === 'restore'
      ? bySeverity.map((own) => durationRow(`${name} at ${severityLabel(own.severity)}, median`, own))
      : []),
  ]);
  const counts = sprints.items.slice(-mostSprints).map(({ name, number, firstDate, lastDate, isWhole, n }) => ({
    name: `Incidents in sprint ${name ?? number}, ${firstDate} to ${lastDate}${isWhole ? '' : ' (partial)'}`,
    n,
    value: String(n),
    before: null,
    trend: '',
  }));
  const shares = [
    { name: 'Postmortems completed', ...postmortems.completed },
    { name: 'Postmortems on time', ...postmortems.onTime },
    ...recurrence.windows.map((own) => ({ name: `Recurrence within ${own.windowDays} days`, ...own })),
  ].map(({ name, n, share, previous, trend }) => ({
    name,
    n,
    value: percent(share),
    before: percent(previous.share),
    trend: trend.verdict,
  }));
  return [...durations, ...counts, ...shares];
}

function durationRow(name: string, { n, medianSeconds, previous, trend }: Measures['restore']['all']): Row {
  return { name, n, value: minutes(medianSeconds), before: minutes(previous.medianSeconds), trend: trend.verdict };
}
