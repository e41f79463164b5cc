import type { Command } from 'commander';
import { listOnCall, type OnCallStatus } from '../../contract/respond/schedules/oncall.ts';
import { readList } from '../all-pages.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { printJson, printTable, when } from '../print.ts';

export function addOnCall(program: Command): void {
  withServer(program.command('oncall')).description('who is on call now and next, on every schedule').action(onCall);
}

async function onCall(options: ConnectionOptions): Promise<void> {
  const found = await readList(connect(options), listOnCall, {});
  if (options.json) return printJson(found);
  printTable(
    [
      { title: 'SCHEDULE', of: (status: OnCallStatus) => status.scheduleName },
      { title: 'NOW', of: ({ now, alsoNow }) => namesOf([now, ...alsoNow]) },
      { title: 'UNTIL', of: (status) => when(status.until) },
      { title: 'NEXT', of: ({ next, alsoNext }) => next && namesOf([next, ...alsoNext]) },
    ],
    found,
    'There are no schedules.',
  );
}

/** Several people may be on call at once. */
function namesOf(people: readonly { personName: string | null }[]): string {
  return people.flatMap(({ personName }) => personName ?? []).join(', ') || 'nobody';
}
