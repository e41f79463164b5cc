import type { Command } from 'commander';
import type { OncallExport } from '../../../contract/move-in/oncall.ts';
import { convertOncall } from '../../../domain/move-in/oncall/convert.ts';
import { readOncall } from '../../../domain/move-in/oncall/read.ts';
import { oncallThere } from '../../../domain/move-in/oncall/there.ts';
import { withServer } from '../../connection.ts';
import { type MoveOptions, moveIn } from './move.ts';
import { refuseErrors, summaryOf, textOf } from './one-document.ts';

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
  refuseErrors(file, errors);
  await moveIn(options, {
    ...{ tool: 'Grafana OnCall', routeWord: 'integration', summary: summary(content) },
    convert(known, nowMs) {
      const converted = convertOncall(content, known, nowMs);
      return { ...converted, there: (from, to) => oncallThere(content, converted, from, to) };
    },
  });
}

function summary({ users, teams, schedules, escalation_chains, integrations }: OncallExport): string {
  return summaryOf('Grafana OnCall', [
    [users, 'people'],
    [teams, 'teams'],
    [schedules, 'schedules'],
    [escalation_chains, 'escalation chains'],
    [integrations, 'integrations'],
  ]);
}
