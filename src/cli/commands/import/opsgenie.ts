import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { OpsgenieExport } from '../../../contract/move-in/opsgenie.ts';
import { convertOpsgenie } from '../../../domain/move-in/opsgenie/convert.ts';
import { type ExportFile, readOpsgenie } from '../../../domain/move-in/opsgenie/read.ts';
import { opsgenieThere } from '../../../domain/move-in/opsgenie/there.ts';
import { withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printError } from '../../print.ts';
import { type MoveOptions, moveIn } from './move.ts';
import { readOpsgenieApi } from './opsgenie-api.ts';
import { readExportFiles } from './read-export.ts';

type Options = MoveOptions & { api?: string; save?: string };

const keyVariable = 'OPSGENIE_API_KEY';
const apis: Record<string, string> = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' };

export function addOpsgenie(group: Command): void {
  withServer(group.command('opsgenie').argument('[export]', 'folder or zip of the backup tool, or one JSON document'))
    .description('move in from Opsgenie; without --apply only the plan is shown')
    .option('--api <us|eu|url>', `read Opsgenie itself, with the read-only key in ${keyVariable}`)
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
  const files = file === undefined ? await readLive(options.api!, options.save) : readExportFiles(file);
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

async function readLive(api: string, save: string | undefined): Promise<ExportFile[]> {
  const key = process.env[keyVariable];
  if (!key) throw new CommandProblem(`Put the key of Opsgenie's API into ${keyVariable}.`, exitCodes.usage);
  const base = Object.hasOwn(apis, api) ? apis[api]! : api.replace(/\/+$/, '');
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(base))
    throw new CommandProblem('--api takes us, eu or an address that begins with https://.', exitCodes.usage);
  const { dump, skipped } = await readOpsgenieApi(base, key, (what) => printError(`Reading ${what} …`));
  for (const what of skipped) printError(`Not read: ${what}`);
  const text = JSON.stringify(dump, null, 2);
  if (save !== undefined) {
    try {
      writeFileSync(save, text, { mode: 0o600 });
    } catch (error) {
      throw new CommandProblem(`${save} cannot be written: ${(error as Error).message}.`);
    }
  }
  return [{ path: 'opsgenie.json', text }];
}

function summary({ users, teams, schedules, escalations, integrations }: OpsgenieExport): string {
  const counts = [
    [users.length, 'people'],
    [teams.length, 'teams'],
    [schedules.length, 'schedules'],
    [escalations.length, 'escalations'],
    [integrations.length, 'integrations'],
  ] as const;
  return `Opsgenie: ${counts.map(([count, word]) => `${count} ${word}`).join(', ')}.`;
}
