/** What a file would change: read, planned by the server, shown. */
import { readFileSync } from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import { ApiProblem, type Client } from '../../../client/client.ts';
import {
  type ConfigurationInput,
  type ConfigurationPlan,
  planConfiguration,
} from '../../../contract/platform/configuration.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printError, printJson, printLine } from '../../print.ts';
import { differences, leafText } from './differences.ts';
import { type LocatedYaml, readYaml } from './located-yaml.ts';

export type FileOptions = { file: string; prune?: boolean };

type PlannedFile = { plan: ConfigurationPlan; body: ConfigurationInput; yaml: LocatedYaml; name: string };

export async function planFile(client: Client, { file, prune = false }: FileOptions): Promise<PlannedFile> {
  const name = file === '-' ? 'standard input' : file;
  const yaml = readYaml(await readFile(file), name);
  const body = { document: yaml.content, prune };
  return { plan: await located(client.call(planConfiguration, { body }), yaml, name), body, yaml, name };
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
export async function located<T>(work: Promise<T>, yaml: LocatedYaml, name: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'invalid_input' || error.errors.length === 0) throw error;
    const faults = error.errors.map(({ path, message }) => `${name}:${yaml.lineOf(path)}: ${path}: ${message}`);
    throw new CommandProblem(faults.join('\n'), exitCodes.usage);
  }
}

export function show(plan: ConfigurationPlan, options: { json?: boolean | undefined }): void {
  if (options.json) printJson(plan);
  else showPlan(plan);
}

const signs = { create: '+', update: '~', delete: '-' } as const;

export function showPlan({ changes, holes, warnings }: ConfigurationPlan): void {
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
