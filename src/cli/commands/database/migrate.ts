import type { Command } from 'commander';
import { printJson, printLine } from '../../print.ts';
import { withDatabase } from '../../with-database.ts';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to this version without starting the server; a start does the same')
    .option('--plan', 'only list what would be applied, and whether older nodes may keep running meanwhile')
    .option('--json', 'print JSON')
    .action((options: { plan?: boolean; json?: boolean }) => (options.plan ? plan(options) : apply(options)));
}

async function plan(options: { json?: boolean }): Promise<void> {
  const { version, items } = await withDatabase((module, given) => module.planUpgrade(given));
  if (options.json) return printJson({ version, items });
  if (items.length === 0) return printLine(`The database has everything that Evenkeel ${version} needs.`);
  for (const { name, olderNodesMayRun } of items) printLine(olderNodesMayRun ? name : `${name}  STOPS OLDER NODES`);
  const count = items.length === 1 ? 'One migration' : `${items.length} migrations`;
  printLine(`${count} would be applied by the next start of Evenkeel ${version}. There is no way back but a backup.`);
  printLine(
    items.every(({ olderNodesMayRun }) => olderNodesMayRun)
      ? 'Older nodes may keep running meanwhile.'
      : 'Stop every older node first.',
  );
}

async function apply(options: { json?: boolean }): Promise<void> {
  const applied = await withDatabase((module, given) => module.applyUpgrade(given));
  if (options.json) return printJson({ applied });
  for (const name of applied) printLine(name);
  printLine(applied.length === 0 ? 'There was nothing to apply.' : `Applied ${applied.length} migrations.`);
}
