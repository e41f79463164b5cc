import type { Command } from 'commander';
import type { GoalertExport } from '../../../contract/move-in/goalert.ts';
import { convertGoalert } from '../../../domain/move-in/goalert/convert.ts';
import { readGoalert } from '../../../domain/move-in/goalert/read.ts';
import { goalertThere } from '../../../domain/move-in/goalert/there.ts';
import { withServer } from '../../connection.ts';
import { type MoveOptions, moveIn } from './move.ts';
import { refuseErrors, summaryOf } from './one-document.ts';
import { readExportFiles } from './read-export.ts';

export function addGoalert(group: Command): void {
  withServer(
    group.command('goalert').argument('<export>', 'answers of the GraphQL API: one JSON file, a folder or zip'),
  )
    .description('move in from GoAlert; without --apply only the plan is shown')
    .option('--apply', 'apply the plan, then prove that the same people are paged')
    .option('--verify', 'only prove it: compare the export with what is here now')
    .option('--add-only', 'leave everything that is here already as it is')
    .option('--yes', 'apply without confirmation')
    .action(importGoalert);
}

async function importGoalert(file: string, options: MoveOptions): Promise<void> {
  const { content, errors } = readGoalert(readExportFiles(file));
  refuseErrors(file, errors);
  await moveIn(options, {
    ...{ tool: 'GoAlert', routeWord: 'service', summary: summary(content) },
    convert(known, nowMs) {
      const converted = convertGoalert(content, known, nowMs);
      return { ...converted, there: (from, to) => goalertThere(content, converted, from, to) };
    },
  });
}

function summary({ users, rotations, schedules, escalationPolicies, services }: GoalertExport): string {
  return summaryOf('GoAlert', [
    [users, 'people'],
    [rotations, 'rotations'],
    [schedules, 'schedules'],
    [escalationPolicies, 'escalation policies'],
    [services, 'services'],
  ]);
}
