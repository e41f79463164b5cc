import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { OncallExport } from '../../../contract/move-in/oncall.ts';
import { convertOncall } from '../../../domain/move-in/oncall/convert.ts';
import { readOncall } from '../../../domain/move-in/oncall/read.ts';
import { oncallThere } from '../../../domain/move-in/oncall/there.ts';
import { withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { type MoveOptions, moveIn } from './move.ts';

const mostErrors = 50;

export function addOncall(group: Command): void {
  withServer(group.command('oncall').argument('<export>', 'one JSON document with the lists of the API'))
    .description('move in from Grafana OnCall; without --apply only the plan is shown')
    .option('--apply', 'apply the plan, then prove that the same people are paged')
    .option('--verify', 'only prove it: compare the export with what is here now')
    .option('--add-only', 'leave everything that is here already as it is')
    .option('--yes', 'apply without confirmation')
    .action(importOncall);
}

async function importOncall(file: string, options: MoveOptions): Promise<void> {
  const { content, errors } = readOncall(textOf(file));
  if (errors.length > 0)
    throw new CommandProblem(
      errors
        .slice(0, mostErrors)
        .map(({ field, message }) => `${file}: ${field === '' ? '' : `${field}: `}${message}`)
        .join('\n'),
      exitCodes.usage,
    );
  await moveIn(options, {
    ...{ tool: 'Grafana OnCall', routeWord: 'integration', summary: summary(content) },
    convert(known, nowMs) {
      const converted = convertOncall(content, known, nowMs);
      return { ...converted, there: (from, to) => oncallThere(content, converted, from, to) };
    },
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandProblem(`${file} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}

function summary({ users, teams, schedules, escalation_chains, integrations }: OncallExport): string {
  const counts = [
    [users.length, 'people'],
    [teams.length, 'teams'],
    [schedules.length, 'schedules'],
    [escalation_chains.length, 'escalation chains'],
    [integrations.length, 'integrations'],
  ] as const;
  return `Grafana OnCall: ${counts.map(([count, word]) => `${count} ${word}`).join(', ')}.`;
}
