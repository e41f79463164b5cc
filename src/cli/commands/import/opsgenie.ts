import type { Command } from 'commander';
import type { OpsgenieExport } from '../../../contract/move-in/opsgenie.ts';
import { convertOpsgenie } from '../../../domain/move-in/opsgenie/convert.ts';
import { readOpsgenie } from '../../../domain/move-in/opsgenie/read.ts';
import { opsgenieThere } from '../../../domain/move-in/opsgenie/there.ts';
import { withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { type LiveOptions, readLive } from './live.ts';
import { type MoveOptions, moveIn } from './move.ts';
import { summaryOf } from './one-document.ts';
import { readOpsgenieApi } from './opsgenie-api.ts';
import { readExportFiles } from './read-export.ts';

type Options = MoveOptions & LiveOptions;

const live = {
  tool: 'Opsgenie',
  variable: 'OPSGENIE_API_KEY',
  addresses: { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' },
  read: readOpsgenieApi,
};

export function addOpsgenie(group: Command): void {
  withServer(group.command('opsgenie').argument('[export]', 'folder or zip of the backup tool, or one JSON document'))
    .description('move in from Opsgenie; without --apply only the plan is shown')
    .option('--api <us|eu|url>', `read Opsgenie itself, with the read-only key in ${live.variable}`)
    .option('--save <file>', 'keep what --api has read, in a file that only you can read')
    .option('--apply', 'apply the plan, then prove that the same people are paged')
    .option('--verify', 'only prove it: compare the export with what is here now')
    .option('--add-only', 'leave everything that is here already as it is')
    .option('--yes', 'apply without confirmation')
    .action(importOpsgenie);
}

async function importOpsgenie(file: string | undefined, options: Options): Promise<void> {
  if ((file === undefined) === (options.api === undefined))
    throw new CommandProblem('Name an export, or read Opsgenie itself with --api us or --api eu.', exitCodes.usage);
  const files =
    file === undefined
      ? [{ path: 'opsgenie.json', text: await readLive(options.api!, options.save, live) }]
      : readExportFiles(file);
  const { content, errors } = readOpsgenie(files);
  if (errors.length > 0)
    throw new CommandProblem(
      errors
        .slice(0, 50)
        .map(({ file: name, field, message }) => `${name}: ${field === '' ? '' : `${field}: `}${message}`)
        .join('\n'),
      exitCodes.usage,
    );
  await moveIn(options, {
    ...{ tool: 'Opsgenie', routeWord: 'team', summary: summary(content) },
    convert(known, nowMs) {
      const converted = convertOpsgenie(content, known, nowMs);
      return { ...converted, there: (from, to) => opsgenieThere(content, converted, from, to) };
    },
  });
}

function summary({ users, teams, schedules, escalations, integrations }: OpsgenieExport): string {
  return summaryOf('Opsgenie', [
    [users, 'people'],
    [teams, 'teams'],
    [schedules, 'schedules'],
    [escalations, 'escalations'],
    [integrations, 'integrations'],
  ]);
}
