import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import {
  addCalendar,
  type Calendar,
  listCalendars,
  readCalendarNow,
} from '../../contract/respond/schedules/calendars.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { positive } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, printTable, when } from '../print.ts';
import { findTarget } from './page.ts';

const ownerOption = ['--of <owner>', 'person:<e-mail> or team:<slug>'] as const;

export function addCalendars(program: Command): void {
  const calendar = program.command('calendar').description('list, add and read calendars of absences and holidays');
  withServer(calendar.command('list', { isDefault: true }))
    .description('list calendars, the oldest first')
    .option(...ownerOption)
    .action(list);
  withServer(calendar.command('add').argument('<name>', 'what it is called, such as Time off'))
    .description('read absences of a person, or holidays of a team, from an address or a file')
    .option(ownerOption[0], `${ownerOption[1]}; if omitted, yourself`)
    .option('--address <url>', 'secret iCal address; - reads it from standard input, so that no shell history has it')
    .option('--file <path>', '.ics file, read once; - for standard input')
    .option('--title <words...>', 'only events whose title has one of these words')
    .action(add);
  withServer(calendar.command('read').argument('<id>', 'as listed', positive))
    .description('read a calendar again now')
    .action(read);
}

async function list({ of, ...options }: ConnectionOptions & { of?: string }): Promise<void> {
  const client = connect(options);
  const found = await readList(client, listCalendars, { query: await ownerOf(client, of) });
  if (options.json) return printJson(found);
  printTable(
    [
      { title: 'ID', of: (row: Calendar) => row.id },
      { title: 'NAME', of: (row) => row.name },
      { title: 'OF', of: ({ personId, teamId }) => (personId === null ? `team ${teamId}` : `person ${personId}`) },
      { title: 'FROM', of: (row) => row.host ?? 'a file' },
      { title: 'AHEAD', of: (row) => row.itemCount },
      { title: 'READ', of: (row) => when(row.lastReadAt) },
      { title: 'PROBLEM', of: (row) => row.problem },
    ],
    found,
    'No calendars.',
  );
}

type AddOptions = ConnectionOptions & { of?: string; address?: string; file?: string; title?: string[] };

async function add(name: string, { of, address, file, title = [], ...options }: AddOptions): Promise<void> {
  if ((address === undefined) === (file === undefined))
    throw new CommandProblem('Use either --address or --file.', exitCodes.usage);
  const client = connect(options);
  const content =
    file === undefined ? { address: address === '-' ? await readInput() : address } : { file: await readFile(file) };
  const body = { name, titleWords: title, ...content, ...(await ownerOf(client, of)) };
  const made = await client.call(addCalendar, { body }, { idempotencyKey: randomUUID() });
  if (options.json) return printJson(made);
  printOne(made);
}

async function read(id: number, options: ConnectionOptions): Promise<void> {
  const calendar = await connect(options).call(readCalendarNow, { params: { id } });
  if (calendar.problem !== null) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(calendar);
  printOne(calendar);
}

function printOne({ id, name, personId, itemCount, leftOutCount, problem }: Calendar): void {
  const thing = personId === null ? 'holiday' : 'absence';
  printLine(`Calendar ${id}, ${singleLine(name)}: ${itemCount} ${thing}${itemCount === 1 ? '' : 's'} ahead`);
  if (leftOutCount > 0) printLine(`${leftOutCount} left out: unreadable, too long, or too many.`);
  if (problem !== null) printLine(`Cannot be read: ${singleLine(problem)} What was read before stays.`);
}

async function ownerOf(client: Client, of: string | undefined): Promise<{ personId?: number; teamId?: number }> {
  if (of === undefined) return {};
  const isOwner = /^(person|team):./.test(of);
  if (!isOwner) throw new CommandProblem('Name the owner as person:<e-mail> or team:<slug>.', exitCodes.usage);
  const { kind, id } = (await findTarget(client, of)) as { kind: string; id: number };
  return kind === 'team' ? { teamId: id } : { personId: id };
}

async function readInput(): Promise<string> {
  return (await readAll(process.stdin)).trim();
}

async function readFile(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandProblem(`${file} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}
