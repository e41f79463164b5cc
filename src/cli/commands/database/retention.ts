import { type Command, InvalidArgumentError } from 'commander';
import { type Retention, readRetention, updateRetention } from '../../../contract/platform/retention.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { printJson, printTable } from '../../print.ts';

type Options = ConnectionOptions & { signals?: number; history?: number };

export function addRetention(program: Command): void {
  withServer(program.command('retention'))
    .description('how long each kind of data is kept and how much room it takes; with an option, changes it')
    .option('--signals <days>', 'keep raw signals for so many days', days)
    .option('--history <days>', 'keep the details of ended pages for so many days', days)
    .action(retention);
}

async function retention({ signals, history, ...options }: Options): Promise<void> {
  const client = connect(options);
  let found = await client.call(readRetention, {});
  if (signals !== undefined || history !== undefined) {
    const body = { signalDays: signals ?? found.signalDays, historyDays: history ?? found.historyDays };
    found = await client.call(updateRetention, { body }, { ifMatch: found.version });
  }
  if (options.json) return printJson(found);
  printTable<Retention['items'][number]>(
    [
      { title: 'DATA', of: ({ kind }) => kind },
      { title: 'KEPT', of: ({ days: kept }) => (kept === null ? 'forever' : `${kept} days`) },
      { title: 'ROWS, ABOUT', of: ({ rowCount }) => rowCount, align: 'right' },
      { title: 'MB', of: ({ bytes }) => (bytes / 1024 ** 2).toFixed(1), align: 'right' },
    ],
    found.items,
    'The database has no tables.',
  );
}

function days(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a number of days, at least 1.');
  return value;
}
