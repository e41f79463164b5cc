import { readFileSync } from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import type { Command } from 'commander';
import { ApiProblem } from '../../../client/client.ts';
import {
  applyConfiguration,
  type ConfigurationPlan,
  planConfiguration,
} from '../../../contract/platform/configuration.ts';
import { confirm } from '../../confirm.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printError, printJson, printLine } from '../../print.ts';
import { differences, leafText } from './differences.ts';
import { type LocatedYaml, readYaml } from './located-yaml.ts';

type ApplyOptions = ConnectionOptions & { file: string; yes?: boolean; dryRun?: boolean; prune?: boolean };

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
  const name = options.file === '-' ? 'standard input' : options.file;
  const yaml = readYaml(await readFile(options.file), name);
  const body = { document: yaml.content, prune: options.prune ?? false };
  const plan = await located(client.call(planConfiguration, { body }), yaml, name);
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

async function readFile(file: string): Promise<string> {
  if (file === '-') return readStream(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandProblem(`${file} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}

/** Turns the places that the server names into lines of the file. */
async function located<T>(work: Promise<T>, yaml: LocatedYaml, name: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'invalid_input' || error.errors.length === 0) throw error;
    const faults = error.errors.map(({ path, message }) => `${name}:${yaml.lineOf(path)}: ${path}: ${message}`);
    throw new CommandProblem(faults.join('\n'), exitCodes.usage);
  }
}

function show(plan: ConfigurationPlan, options: ApplyOptions): void {
  if (options.json) printJson(plan);
  else showPlan(plan);
}

const signs = { create: '+', update: '~', delete: '-' } as const;

function showPlan({ changes, holes, warnings }: ConfigurationPlan): void {
  let unchanged = 0;
  for (const { kind, key, change, fields } of changes) {
    if (change === 'none') {
      unchanged += 1;
      continue;
    }
    printLine(`${signs[change]} ${kind} ${key}`);
    for (const line of fields.flatMap((field) => linesOf(field, change))) printLine(`    ${line}`);
  }
  for (const sentence of [...holes, ...warnings]) printLine(`! ${sentence}`);
  const total = changes.length - unchanged;
  if (total === 0) printLine(`No changes; ${unchanged} unchanged.`);
  else printError(`${total} ${total === 1 ? 'change' : 'changes'}, ${unchanged} unchanged.`);
}

type Field = ConfigurationPlan['changes'][number]['fields'][number];

function linesOf({ field, before, after, isDefault }: Field, change: string): string[] {
  if (change === 'create' && before === null) return [`${field}: ${leafText(after)}${isDefault ? ' (default)' : ''}`];
  const lines = differences(field, before, after);
  // Both are hidden, and yet they differ.
  return lines.length > 0 ? lines : [`${field}: a secret changes`];
}
