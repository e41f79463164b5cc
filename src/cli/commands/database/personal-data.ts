import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError } from 'commander';
import {
  cancelPersonalDataRemoval,
  exportPersonalData,
  type PersonalDataRemoval,
  previewPersonalDataRemoval,
  readPersonalDataRemoval,
  removePersonalData,
  usualWaitDays,
} from '../../../contract/directory/personal-data.ts';
import { authorizationOf, type ConnectionOptions, connect, serverUrl, withServer } from '../../connection.ts';
import { CommandProblem } from '../../exit-codes.ts';
import { printJson, printLine } from '../../print.ts';

export function addPersonalData(program: Command): void {
  const parent = program.command('personal-data').description('export or remove what is kept about a person');
  const command = (name: string, description: string) =>
    withServer(parent.command(name)).argument('<person>', 'id of the person', idOf).description(description);
  command('export', 'everything that is kept about the person, as JSON')
    .option('-o, --output <file>', 'write to a file instead of the terminal')
    .action(exportData);
  command('preview', 'what a removal would remove, what would stay, and which texts name the person').action(preview);
  command('remove', 'deactivate the person and schedule the removal, which cannot be undone')
    .requiredOption('--confirm <email>', 'the address of the person')
    .option('--wait <days>', 'until it begins it can be canceled; 0 begins immediately', waitOf, usualWaitDays)
    .option('--replace-texts', 'also replace the name in texts that people typed')
    .action(remove);
  command('status', 'how far the removal has come').action(status);
  command('cancel', 'cancel a removal that has not begun').action(cancel);
}

type Options = ConnectionOptions & { output?: string };

async function exportData(id: number, { output, ...options }: Options): Promise<void> {
  const response = await fetch(serverUrl(options) + exportPersonalData.path.replace(':id', String(id)), {
    headers: authorizationOf(options),
  });
  if (!response.ok || response.body === null) {
    const { detail, title } = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
    throw new CommandProblem(detail ?? title ?? `The server answered ${response.status}.`);
  }
  const body = Readable.fromWeb(response.body as never);
  if (output === undefined) return pipeline(body, process.stdout, { end: false });
  const unfinished = `${output}.unfinished`;
  try {
    await pipeline(body, createWriteStream(unfinished, { mode: 0o600 }));
    renameSync(unfinished, output);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

async function preview(id: number, options: Options): Promise<void> {
  const found = await connect(options).call(previewPersonalDataRemoval, { params: { id } });
  if (options.json) {
    printJson(found);
    return;
  }
  const counts = (of: Record<string, number>) => Object.entries(of).map(([kind, count]) => `${kind} ${count}`);
  printLine(`Goes: name, address, account; ${counts(found.goes).join(', ')}`);
  printLine(`Stays, done by “${found.pseudonym}”: ${counts(found.stays).join(', ')}`);
  for (const { table, count, isComplete } of found.texts)
    printLine(`Texts that name the person: ${table} ${isComplete ? count : `more than ${count}`}`);
  for (const { name } of found.schedules) printLine(`Refused while they have shifts in the schedule ${name}`);
  for (const { name } of found.policies) printLine(`Refused while they are named by the escalation policy ${name}`);
  if (found.isProvisioned) printLine('An identity provider keeps them by SCIM: remove them there too.');
  printLine('Backups made before a removal still hold the data.');
}

type RemoveOptions = Options & { confirm: string; wait: number; replaceTexts?: true };

async function remove(id: number, { confirm, wait, replaceTexts, ...options }: RemoveOptions): Promise<void> {
  const body = { email: confirm, waitDays: wait, texts: replaceTexts ? ('replace' as const) : ('keep' as const) };
  say(await connect(options).call(removePersonalData, { params: { id }, body }), options);
}

async function status(id: number, options: Options): Promise<void> {
  say((await connect(options).call(readPersonalDataRemoval, { params: { id } })).removal, options);
}

async function cancel(id: number, options: Options): Promise<void> {
  say(await connect(options).call(cancelPersonalDataRemoval, { params: { id } }), options);
}

function say(removal: PersonalDataRemoval | null, { json }: Options): void {
  if (json) printJson(removal);
  else printLine(removal ? sentenceOf(removal) : 'No removal was requested.');
}

function sentenceOf({ state, dueAt, pass, stepsDone, steps, changed, endedAt, reason }: PersonalDataRemoval): string {
  switch (state) {
    case 'scheduled':
      return `Scheduled: begins ${dueAt}. The person is deactivated.`;
    case 'running':
      return `Running: pass ${pass}, ${stepsDone} of ${steps} steps, ${changed} rows removed or changed.`;
    case 'done':
      return `Done ${endedAt}: ${changed} rows removed or changed.`;
    case 'canceled':
      return `Canceled. ${reason}`.trim();
  }
}

function idOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give the id of a person.');
  return value;
}

function waitOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 30) throw new InvalidArgumentError('Give 0 to 30 days.');
  return value;
}
