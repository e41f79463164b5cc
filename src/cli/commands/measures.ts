import type { Command } from 'commander';
import { exportMeasures, type Measures, readMeasures } from '../../contract/measure/measures.ts';
import { severityLabel } from '../../domain/severity.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { printJson, printTable, withoutSteering } from '../print.ts';

type Options = ConnectionOptions & { from?: string; to?: string; csv?: boolean };
type Row = { name: string; n: number; value: string | null; before: string | null; trend: string };

export function addMeasures(program: Command): void {
  withServer(program.command('measures'))
    .description('the four measures and related figures, by default for the last 90 days')
    .option('--from <time>', 'start of the period, such as 2026-01-01T00:00:00Z')
    .option('--to <time>', 'end of the period, exclusive')
    .option('--csv', 'print every figure as CSV')
    .action(measures);
}

async function measures({ from, to, csv, ...options }: Options): Promise<void> {
  const client = connect(options);
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

const mostSprints = 6;

function rowsOf({ restore, mitigate, detect, acknowledge, sprints, postmortems, recurrence }: Measures): Row[] {
  const durations = [restore, mitigate, detect, acknowledge].flatMap(({ key, name, all, bySeverity }) => [
    durationRow(`${name}, median`, all),
    ...(key === 'restore'
      ? bySeverity.map((own) => durationRow(`${name} at ${severityLabel(own.severity)}, median`, own))
      : []),
  ]);
  const counts = sprints.items.slice(-mostSprints).map(({ number, firstDate, lastDate, isWhole, n }) => ({
    name: `Incidents in sprint ${number}, ${firstDate} to ${lastDate}${isWhole ? '' : ' (partial)'}`,
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

const minutes = (seconds: number | null) => (seconds === null ? null : `${Math.round(seconds / 6) / 10} min`);
const percent = (share: number | null) => (share === null ? null : `${Math.round(share * 1_000) / 10}%`);
