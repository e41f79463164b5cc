import type { Command } from 'commander';
import { listOnCall, type OnCallStatus } from '../contract/respond/oncall.ts';
import { readList } from './all-pages.ts';
import { type ConnectionOptions, connect, withServer } from './connection.ts';
import { printJson, printTable, when } from './print.ts';

export function addOnCall(program: Command): void {
  withServer(program.command('oncall')).description('who is on call now and next, on every schedule').action(onCall);
}

async function onCall(options: ConnectionOptions): Promise<void> {
  const found = await readList(connect(options), listOnCall, {});
  if (options.json) return printJson(found);
  printTable(
    [
      { title: 'SCHEDULE', of: (status: OnCallStatus) => status.scheduleName },
      { title: 'NOW', of: (status) => status.now.personName ?? 'nobody' },
      { title: 'UNTIL', of: (status) => when(status.until) },
      { title: 'NEXT', of: (status) => status.next && (status.next.personName ?? 'nobody') },
    ],
    found,
    'There are no schedules.',
  );
}
