import { randomUUID } from 'node:crypto';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import {
  type HandoffNote,
  listHandoffNotes,
  writeHandoffNote,
} from '../../contract/respond/schedules/handoff-notes.ts';
import { singleLine } from '../../domain/text.ts';
import { positive } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, when } from '../print.ts';
import { findTarget } from './page.ts';

export function addHandoff(program: Command): void {
  const handoff = program.command('handoff').description('read and write the handoff notes of a schedule');
  const ofOne = (name: string) => withServer(handoff.command(name).argument('<schedule>', 'slug of the schedule'));
  ofOne('list')
    .description('print the newest notes, and who has read them')
    .option('--limit <count>', 'how many, up to 50', positive, 5)
    .action(list);
  ofOne('write')
    .argument('[text]', 'in Markdown; if omitted, read from standard input')
    .description('leave a note for whoever is on call next; needs a token of your own')
    .action(write);
}

async function list(slug: string, { limit, ...options }: ConnectionOptions & { limit: number }): Promise<void> {
  if (limit > 50) throw new CommandProblem('--limit must be 50 or less.', exitCodes.usage);
  const client = connect(options);
  const { id } = (await findTarget(client, `schedule:${slug}`)) as { id: number };
  const { items } = await client.call(listHandoffNotes, { params: { id }, query: { limit } });
  if (options.json) return printJson(items);
  printLine(items.length === 0 ? 'No handoff notes.' : items.map(noteText).join('\n\n'));
}

function noteText({ authorName, createdAt, text, readBy }: HandoffNote): string {
  const readers = readBy.map(({ name, readAt }) => `${singleLine(name)} (${when(readAt)})`);
  return [
    `${singleLine(authorName)}, ${when(createdAt)}`,
    ...text.split('\n').map((line) => `  ${line}`),
    readers.length === 0 ? 'Nobody has read it yet.' : `Read by ${readers.join(', ')}`,
  ].join('\n');
}

async function write(slug: string, given: string | undefined, options: ConnectionOptions): Promise<void> {
  const text = given ?? (await readAll(process.stdin));
  if (text.trim() === '') throw new CommandProblem('The note is empty.', exitCodes.usage);
  const client = connect(options);
  const { id } = (await findTarget(client, `schedule:${slug}`)) as { id: number };
  const note = await client.call(
    writeHandoffNote,
    { params: { id }, body: { text } },
    { idempotencyKey: randomUUID() },
  );
  if (options.json) return printJson(note);
  printLine(`Note ${note.id} left on ${singleLine(note.scheduleName)}.`);
}
