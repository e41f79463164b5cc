import type { Command } from 'commander';
import { applyConfiguration } from '../../../contract/platform/configuration.ts';
import { confirm } from '../../confirm.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { exitCodes } from '../../exit-codes.ts';
import { printLine } from '../../print.ts';
import { type FileOptions, located, planFile, show, showPlan } from './plan-file.ts';

type ApplyOptions = ConnectionOptions & FileOptions & { yes?: boolean; dryRun?: boolean };

export function addApply(program: Command): void {
  withServer(program.command('apply'))
    .description('apply a configuration file; shows the plan first')
    .requiredOption('-f, --file <file>', 'YAML or JSON; - reads standard input')
    .option('--dry-run', 'only show the plan; exit code 3 if there are changes')
    .option('--yes', 'apply without confirmation')
    .option('--prune', 'delete (people: disable) whatever is missing from the sections of the file')
    .action(apply);
}

async function apply(options: ApplyOptions): Promise<void> {
  const client = connect(options);
  const { plan, body, yaml, name } = await planFile(client, options);
  if (options.dryRun || !plan.hasChanges) {
    show(plan, options);
    if (options.dryRun && plan.hasChanges) process.exitCode = exitCodes.changes;
    return;
  }
  if (!options.yes) {
    if (!options.json) showPlan(plan);
    await confirm('Apply this? [y/N] ');
  }
  const applied = await located(
    client.call(applyConfiguration, { body: { ...body, planHash: plan.planHash } }),
    yaml,
    name,
  );
  if (options.yes || options.json) show(applied, options);
  if (!options.json) printLine('Applied.');
}
