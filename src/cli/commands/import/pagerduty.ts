import type { Command } from 'commander';
import type { PagerdutyExport } from '../../../contract/move-in/pagerduty.ts';
import { convertPagerduty } from '../../../domain/move-in/pagerduty/convert.ts';
import { readPagerduty } from '../../../domain/move-in/pagerduty/read.ts';
import { pagerdutyThere } from '../../../domain/move-in/pagerduty/there.ts';
import { withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { type LiveOptions, readLive } from './live.ts';
import { type MoveOptions, moveIn } from './move.ts';
import { refuseErrors, summaryOf } from './one-document.ts';
import { readPagerdutyApi } from './pagerduty-api.ts';
import { readExportFiles } from './read-export.ts';

type Options = MoveOptions & LiveOptions;

const live = {
  tool: 'PagerDuty',
  variable: 'PAGERDUTY_TOKEN',
  addresses: { us: 'https://api.pagerduty.com', eu: 'https://api.eu.pagerduty.com' },
  read: (base: string, token: string, progress: (what: string) => void) =>
    readPagerdutyApi(base, token, Date.now(), progress),
};

export function addPagerduty(group: Command): void {
  withServer(
    group
      .command('pagerduty')
      .argument('[export]', 'JSON with the lists of the API: one document, or a folder or zip of answers'),
  )
    .description('move in from PagerDuty; without --apply only the plan is shown')
    .option('--api <us|eu|url>', `read PagerDuty itself, with the read-only key in ${live.variable}`)
    .option('--save <file>', 'keep what --api has read, in a file that only you can read')
    .option('--apply', 'apply the plan, then prove that the same people are paged')
    .option('--verify', 'only prove it: compare the export with what is here now')
    .option('--add-only', 'leave everything that is here already as it is')
    .option('--yes', 'apply without confirmation')
    .action(importPagerduty);
}

async function importPagerduty(file: string | undefined, options: Options): Promise<void> {
  if ((file === undefined) === (options.api === undefined))
    throw new CommandProblem('Name an export, or read PagerDuty itself with --api us or --api eu.', exitCodes.usage);
  const files =
    file === undefined
      ? [{ path: 'pagerduty.json', text: await readLive(options.api!, options.save, live) }]
      : readExportFiles(file);
  const { content, errors } = readPagerduty(files);
  refuseErrors(file ?? 'PagerDuty', errors);
  await moveIn(options, {
    ...{ tool: 'PagerDuty', routeWord: 'service', summary: summary(content) },
    convert(known, nowMs) {
      const converted = convertPagerduty(content, known, nowMs);
      return { ...converted, there: (from, to) => pagerdutyThere(content, converted, from, to) };
    },
  });
}

function summary({ users, teams, schedules, escalation_policies, services }: PagerdutyExport): string {
  return summaryOf('PagerDuty', [
    [users, 'people'],
    [teams, 'teams'],
    [schedules, 'schedules'],
    [escalation_policies, 'escalation policies'],
    [services, 'services'],
  ]);
}
