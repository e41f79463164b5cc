import type { Command } from 'commander';
import type { Client } from '../../../client/client.ts';
import {
  askSponsorAgain,
  readSponsorLetters,
  replaceSponsorLetterSettings,
  type SponsorLetter,
  type SponsorLetters,
  sendSponsorLetter,
  withdrawSponsorLetter,
} from '../../../contract/program/outside/sponsor-letters.ts';
import { singleLine } from '../../../domain/text.ts';
import { positive } from '../../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine, printTable, when } from '../../print.ts';
import { findTarget } from '../page.ts';

type Options = ConnectionOptions;

export function addLetters(program: Command): void {
  const letters = program
    .command('letters')
    .description('monthly letters to the sponsor of a plan, and what was decided');
  const ofPlan = (name: string, description: string) =>
    withServer(letters.command(name).argument('<plan>', 'the number of the plan', positive)).description(description);
  ofPlan('list', 'who gets the letters, and those that were sent').action((id, options) =>
    report(readSponsorLetters, id, options),
  );
  ofPlan('preview', 'print what the next letter says as things stand').action(preview);
  ofPlan('set', 'change who gets the letters and what the next one adds; what is left out stays')
    .option('--person <e-mail>', 'somebody with an account')
    .option('--to <e-mail>', 'somebody without one, who is asked to confirm first')
    .option('--name <name>', 'of whoever has no account')
    .option('--on', 'send one on the first of each month')
    .option('--off', 'send none')
    .option('--note <words>', 'in the next letter only')
    .option('--ask <question>', 'the decision that the next letter asks for')
    .option('--option <answer>', 'an answer to choose from; at least twice', collect, [])
    .option('--ask-nothing', 'ask for no decision')
    .action(set);
  ofPlan('send', 'send the next letter now').action((id, options) => report(sendSponsorLetter, id, options));
  ofPlan('ask-again', 'ask the address once more to confirm').action((id, options) =>
    report(askSponsorAgain, id, options),
  );
  ofPlan('withdraw', 'make the link of a letter useless, and drop the decision it asks for')
    .argument('<letter>', 'the number of the letter', positive)
    .action(withdraw);
}

const collect = (value: string, before: string[]) => [...before, value];

type PlanEndpoint = typeof readSponsorLetters | typeof sendSponsorLetter | typeof askSponsorAgain;

async function report(endpoint: PlanEndpoint, id: number, options: Options): Promise<void> {
  print(await connect(options).call(endpoint as typeof readSponsorLetters, { params: { id } }), options);
}

function print(found: SponsorLetters, options: Options): void {
  if (options.json) printJson(found);
  else printLetters(found);
}

function printLetters({ settings, items }: SponsorLetters): void {
  const to = settings.person?.name ?? settings.name;
  printLine(`To: ${to === null ? 'nobody yet' : singleLine(to)}${settings.email ? ` <${settings.email}>` : ''}`);
  printLine(`Address: ${settings.state}. Next: ${settings.dueAt ? when(settings.dueAt) : 'none'}`);
  if (settings.ask) printLine(`Asks: ${singleLine(settings.ask.question)} (${settings.ask.options.join(' / ')})`);
  printTable(
    [
      { title: 'ID', of: ({ id }: SponsorLetter) => id, align: 'right' },
      { title: 'SENT', of: ({ sentAt }) => when(sentAt) },
      { title: 'MAIL', of: ({ delivery }) => delivery.outcome ?? delivery.state },
      { title: 'ASKED', of: ({ ask }) => ask?.question },
      { title: 'DECIDED', of: decidedText },
    ],
    items,
    'No letters yet.',
  );
}

function decidedText({ ask, decision, withdrawnAt, isOverdue }: SponsorLetter): string | null {
  if (decision) return `${decision.option}, ${decision.byName}, ${when(decision.at)}`;
  if (withdrawnAt) return 'withdrawn';
  if (!ask) return null;
  return isOverdue ? 'overdue' : 'not yet';
}

async function preview(id: number, options: Options): Promise<void> {
  const { next, settings } = await connect(options).call(readSponsorLetters, { params: { id } });
  if (options.json) return printJson({ ...next, note: settings.note, ask: settings.ask });
  printLine(singleLine(next.subject));
  for (const { title, lines } of next.sections) {
    printLine(`\n${singleLine(title)}`);
    for (const line of lines) printLine(`  ${singleLine(line)}`);
  }
  if (settings.note) printLine(`\n${settings.note}`);
  if (settings.ask) printLine(`\n${singleLine(settings.ask.question)} ${settings.ask.options.join(' / ')}`);
}

type SetOptions = Options & {
  person?: string;
  to?: string;
  name?: string;
  on?: boolean;
  off?: boolean;
  note?: string;
  ask?: string;
  option: string[];
  askNothing?: boolean;
};

async function set(id: number, given: SetOptions): Promise<void> {
  const { person, to, name, on, off, note, ask, option, askNothing, ...options } = given;
  if (person !== undefined && to !== undefined)
    throw new CommandProblem('Give --person or --to, not both.', exitCodes.usage);
  if (on && off) throw new CommandProblem('Give --on or --off, not both.', exitCodes.usage);
  if (ask === undefined && option.length > 0)
    throw new CommandProblem('Give --ask with the question of these options.', exitCodes.usage);
  const client = connect(options);
  const { settings, version } = await client.call(readSponsorLetters, { params: { id } });
  const body = {
    recipient: (await recipientOf(client, { person, to, name })) ?? recipientBefore(settings),
    isOn: on ? true : off ? false : settings.isOn,
    note: note ?? settings.note,
    ask: askNothing ? null : ask === undefined ? settings.ask : { question: ask, options: option },
  };
  print(await client.call(replaceSponsorLetterSettings, { params: { id }, body }, { ifMatch: version }), options);
}

async function recipientOf(client: Client, { person, to, name }: Pick<SetOptions, 'person' | 'to' | 'name'>) {
  if (person !== undefined) return { personId: (await findTarget(client, `person:${person}`)).id };
  return to === undefined ? null : { email: to, name: name ?? null };
}

function recipientBefore({ person, name, email }: SponsorLetters['settings']) {
  if (person) return { personId: person.id };
  return email === null ? null : { email, name };
}

async function withdraw(id: number, letterId: number, options: Options): Promise<void> {
  print(await connect(options).call(withdrawSponsorLetter, { params: { id, letterId } }), options);
}
