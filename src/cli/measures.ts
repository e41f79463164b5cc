import type { Command } from 'commander';
import { exportMeasures, type Measures, readMeasures } from '../contract/measures.ts';
import { type ConnectionOptions, connect, withServer } from './connection.ts';
import { printJson, printTable } from './print.ts';

type Options = ConnectionOptions & { from?: string; to?: string; csv?: boolean };
type Row = { name: string; n: number; value: string | null; before: string | null; trend: string };

export function addMeasures(program: Command): void {
  withServer(program.command('measures'))
    .description('the four measures and their companions; without a period those of the last 90 days')
    .option('--from <time>', 'begin of the period, such as 2026-01-01T00:00:00Z')
    .option('--to <time>', 'its end, not included')
    .option('--csv', 'print every figure as CSV')
    .action(measures);
}

async function measures({ from, to, csv, ...options }: Options): Promise<void> {
  const client = connect(options);
  const input = { query: { from, to } };
  if (csv) {
    process.stdout.write(await client.call(exportMeasures, input));
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
    'Nothing is measured.',
  );
}

function rowsOf({ restore, mitigate, detect, acknowledge, postmortems, recurrence }: Measures): Row[] {
  const durations = [restore, mitigate, detect, acknowledge].map(({ name, all }) => ({
    name: `${name}, median`,
    n: all.n,
    value: minutes(all.medianSeconds),
    before: minutes(all.previous.medianSeconds),
    trend: all.trend.verdict,
  }));
  const shares = [
    { name: 'Postmortems completed', ...postmortems.completed },
    { name: 'Postmortems in time', ...postmortems.onTime },
    ...recurrence.windows.map((own) => ({ name: `Recurrence within ${own.windowDays} days`, ...own })),
  ].map(({ name, n, share, previous, trend }) => ({
    name,
    n,
    value: percent(share),
    before: percent(previous.share),
    trend: trend.verdict,
  }));
  return [...durations, ...shares];
}

const minutes = (seconds: number | null) => (seconds === null ? null : `${Math.round(seconds / 6) / 10} min`);
const percent = (share: number | null) => (share === null ? null : `${Math.round(share * 1_000) / 10} %`);
