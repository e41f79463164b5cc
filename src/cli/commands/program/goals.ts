import type { Command } from 'commander';
import { type Goal, listGoals } from '../../../contract/program/goals.ts';
import { goalMilestonesText } from '../../../domain/program/goals/milestones.ts';
import { goalStateWords, valueText } from '../../../domain/program/goals/value-text.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { printJson, printTable } from '../../print.ts';

export function addGoals(program: Command): void {
  withServer(program.command('goals'))
    .description('goals with where they stand, and the milestones that are meant to reach them')
    .option('--all', 'also those that were abandoned')
    .action(list);
}

async function list({ all, ...options }: ConnectionOptions & { all?: boolean }): Promise<void> {
  const client = connect(options);
  const items: Goal[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(listGoals, { query: { show: all ? 'all' : 'kept', cursor } });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'ID', of: ({ id }: Goal) => id, align: 'right' },
      { title: 'GOAL', of: ({ name }) => name },
      { title: 'STATE', of: ({ state }) => goalStateWords[state] },
      { title: 'NOW', of: ({ current, unit }) => `${valueText(current.value, unit)} (n ${current.n})` },
      { title: 'TARGET', of: ({ target, unit, dueAt }) => `${valueText(target, unit)} by ${dueAt.slice(0, 10)}` },
      { title: 'MILESTONES', of: ({ milestones }) => goalMilestonesText(milestones) },
    ],
    items,
    'No goals.',
  );
}
