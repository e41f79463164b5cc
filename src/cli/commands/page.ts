import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import { listPeople } from '../../contract/directory/people.ts';
import { listTeams } from '../../contract/directory/teams.ts';
import { listEscalationPolicies } from '../../contract/respond/escalation-policies.ts';
import { createPage, type PageInput } from '../../contract/respond/pages/responses.ts';
import { listSchedules } from '../../contract/respond/schedules/schedule.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine } from '../print.ts';

type PageOptions = ConnectionOptions & { title: string; message: string; severity: string };

export function addPage(program: Command): void {
  withServer(program.command('page'))
    .description('page someone now')
    .argument('<target>', 'person:<e-mail>, schedule:<slug>, team:<slug> or policy:<slug>')
    .requiredOption('-t, --title <title>', 'what it is about, in one line')
    .option('-m, --message <message>', 'more details', '')
    .option('--severity <number>', '1 to 4; 1 is the most severe', '2')
    .action(page);
}

async function page(target: string, options: PageOptions): Promise<void> {
  if (!/^[1-4]$/.test(options.severity)) throw new CommandProblem('--severity must be 1, 2, 3 or 4.', exitCodes.usage);
  const client = connect(options);
  const body: PageInput = {
    target: await findTarget(client, target),
    title: options.title,
    message: options.message,
    severity: Number(options.severity),
  };
  const created = await client.call(createPage, { body }, { idempotencyKey: randomUUID() });
  if (options.json) return printJson(created);
  printLine(`Page ${created.id} is ${created.state}: ${singleLine(created.title)}`);
}

export async function findTarget(client: Client, target: string): Promise<PageInput['target']> {
  const [, kind, key] = /^(person|schedule|team|policy):(.+)$/.exec(target) ?? [];
  const find = <Thing extends { id: number }>(things: Thing[], is: (thing: Thing) => boolean) => {
    const found = things.find(is);
    if (!found) throw new CommandProblem(`There is no ${kind} "${singleLine(key!)}".`);
    return found.id;
  };
  const named = { query: { search: key?.slice(0, 100) } };
  switch (kind) {
    case 'person': {
      const email = key!.toLowerCase();
      const people = await readList(client, listPeople, { query: { search: email.slice(0, 100) } });
      return { kind, id: find(people, (person) => person.email === email) };
    }
    case 'schedule':
      return { kind, id: find(await readList(client, listSchedules, named), ({ slug }) => slug === key) };
    case 'team':
      return { kind, id: find(await readList(client, listTeams, named), ({ slug }) => slug === key) };
    case 'policy':
      return { kind, id: find(await readList(client, listEscalationPolicies, named), ({ slug }) => slug === key) };
    default:
      throw new CommandProblem(
        'Name the target as person:<e-mail>, schedule:<slug>, team:<slug> or policy:<slug>.',
        exitCodes.usage,
      );
  }
}
