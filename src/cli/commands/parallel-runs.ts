import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import { listPeople } from '../../contract/directory/people.ts';
import { listTeams } from '../../contract/directory/teams.ts';
import * as contract from '../../contract/respond/parallel-runs.ts';
import { comparePages, type PagedOnce } from '../../domain/move-in/compare-pages.ts';
import { explainDifferences } from '../../domain/move-in/difference-reasons.ts';
import { readPastFile, UnreadableFile } from '../../domain/move-in/past/records.ts';
import { readTheirPages, usualColumns, withNames } from '../../domain/move-in/their-pages.ts';
import { readList } from '../all-pages.ts';
import { minutesFromNow, positive } from '../arguments.ts';
import { confirm } from '../confirm.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { type Column, printError, printJson, printLine, printTable, when } from '../print.ts';

export function addParallelRuns(program: Command): void {
  const runs = program
    .command('parallel-runs')
    .description('receive everything for a team and page nobody, then cut over');
  withServer(runs.command('list', { isDefault: true }))
    .description('list parallel runs')
    .option('--all', 'also those that have ended')
    .action(list);
  withServer(runs.command('start'))
    .description('page nobody for a team from now on, until somebody ends it')
    .option('--team <slug>', 'leave out for the whole installation')
    .requiredOption('--days <count>', 'when to decide; it does not end by itself', positive)
    .option('--yes', 'without confirmation')
    .action(start);
  withServer(runs.command('extend').argument('<id>', 'of the parallel run', positive))
    .description('decide later')
    .requiredOption('--days <count>', 'from now on', positive)
    .action(extend);
  withServer(runs.command('end').argument('<id>', 'of the parallel run', positive))
    .description('cut over: pages go out; those that are open and unacknowledged start again')
    .option('--yes', 'without confirmation')
    .action(end);
  withServer(runs.command('kept').argument('<id>', 'of the parallel run', positive))
    .description('list who would have been paged, and when, the latest first')
    .option('--limit <count>', 'maximum number to list', positive, 200)
    .action(listKept);
  withServer(
    runs.command('compare').argument('<id>', 'of the parallel run', positive).argument('<file>', 'CSV or JSON'),
  )
    .description('compare with the notifications of another tool, day by day; exit code 3 if they differ')
    .option('--zone <zone>', 'time zone of days, and of times without one', 'UTC')
    .option('--within <minutes>', 'how far apart two that match may be', positive, 10)
    .option('--time-column <name>', 'the column with the time')
    .option('--person-column <name>', 'the column with the name or the e-mail address of the person')
    .option('--title-column <name>', 'the column with the title')
    .action(compare);
}

const nameOf = ({ team }: contract.ParallelRun) => team?.name ?? 'whole installation';

const columns: Column<contract.ParallelRun>[] = [
  { title: 'ID', of: ({ id }) => id, align: 'right' },
  { title: 'PAGES NOBODY FOR', of: nameOf },
  { title: 'SINCE', of: ({ startedAt }) => when(startedAt) },
  { title: 'DECIDE BY', of: ({ askAt, isOverdue }) => `${when(askAt)}${isOverdue ? ' OVERDUE' : ''}` },
  { title: 'ENDED', of: ({ endedAt }) => when(endedAt) },
  { title: 'OPEN PAGES', of: ({ openPageCount }) => openPageCount, align: 'right' },
  { title: 'BY', of: ({ startedBy }) => startedBy.name },
];

async function list(options: ConnectionOptions & { all?: boolean }): Promise<void> {
  const query = { state: options.all ? ('all' as const) : ('active' as const) };
  const { items } = await connect(options).call(contract.listParallelRuns, { query });
  if (options.json) return printJson(items);
  printTable(columns, items, 'No parallel run: Evenkeel pages for every team.');
}

const minutesOfDays = (days: number) => minutesFromNow(days * 24 * 60);

async function start(options: ConnectionOptions & { team?: string; days: number; yes?: boolean }): Promise<void> {
  const client = connect(options);
  const teams = options.team === undefined ? [] : await readList(client, listTeams, {});
  const team = teams.find(({ slug }) => slug === options.team);
  if (options.team !== undefined && !team)
    throw new CommandProblem(`There is no team ${options.team}.`, exitCodes.usage);
  const whom = team ? `the team ${team.name}` : 'anything';
  if (!options.yes) await confirm(`From now on Evenkeel pages nobody for ${whom}. Start? [y/N] `);
  const body = { teamId: team?.id ?? null, askAt: minutesOfDays(options.days) };
  const started = await client.call(contract.startParallelRun, { body });
  if (options.json) return printJson(started);
  printLine(`Parallel run ${started.id}: nobody is paged by Evenkeel for ${whom}. Decide by ${when(started.askAt)}.`);
}

async function extend(id: number, options: ConnectionOptions & { days: number }): Promise<void> {
  const body = { askAt: minutesOfDays(options.days) };
  const extended = await connect(options).call(contract.extendParallelRun, { params: { id }, body });
  if (options.json) return printJson(extended);
  printLine(`Decide by ${when(extended.askAt)}.`);
}

async function end(id: number, options: ConnectionOptions & { yes?: boolean }): Promise<void> {
  const client = connect(options);
  if (!options.yes) {
    const { items } = await client.call(contract.listParallelRuns, { query: { state: 'active' } });
    const open = items.find((run) => run.id === id)?.openPageCount ?? 0;
    await confirm(`Pages go out from now on, and ${open} open ones page again at once. Cut over? [y/N] `);
  }
  const ended = await client.call(contract.endParallelRun, { params: { id } });
  if (options.json) return printJson(ended);
  printLine(`Evenkeel pages for ${nameOf(ended)} again, since ${when(ended.endedAt)}.`);
}

const keptColumns: Column<contract.KeptPage>[] = [
  { title: 'AT', of: ({ at }) => when(at) },
  { title: 'WHO', of: ({ name }) => name },
  { title: 'BY', of: ({ channel }) => channel },
  { title: 'STEP', of: ({ stepIndex }) => stepIndex + 1, align: 'right' },
  { title: 'SERVICE', of: ({ service }) => service?.name },
  { title: 'PAGE', of: ({ page }) => page.id, align: 'right' },
  { title: 'TITLE', of: ({ page }) => page.title },
];

const keptOf = (client: Client, id: number, limit?: number) =>
  readList(client, contract.listKeptPages, { params: { id } }, limit);

async function listKept(id: number, options: ConnectionOptions & { limit: number }): Promise<void> {
  const found = await keptOf(connect(options), id, options.limit);
  if (options.json) return printJson(found);
  printTable(keptColumns, found, 'Nobody would have been paged.');
}

type CompareOptions = ConnectionOptions & {
  zone: string;
  within: number;
  timeColumn?: string;
  personColumn?: string;
  titleColumn?: string;
};

async function compare(id: number, name: string, options: CompareOptions): Promise<void> {
  const client = connect(options);
  const { items } = await client.call(contract.listParallelRuns, { query: { state: 'all' } });
  const run = items.find((each) => each.id === id);
  if (!run) throw new CommandProblem(`There is no parallel run ${id} among the latest 200.`);
  const people = await readList(client, listPeople, {});
  const theirs = withNames(readTheirs(name, options), people);
  const ours = (await keptOf(client, id)).flatMap(({ at, person, page }) =>
    person ? [{ at: Date.parse(at), person: person.name, title: page.title }] : [],
  );
  const withinMs = options.within * 60_000;
  const compared = comparePages(ours, theirs, { withinMs, zone: options.zone });
  if (compared.onlyOurs.length + compared.onlyTheirs.length > 0) process.exitCode = exitCodes.changes;
  const ran = {
    from: Date.parse(run.startedAt),
    to: run.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(run.endedAt),
  };
  const names = people.map((person) => person.name);
  const reasons = explainDifferences({ ours, theirs }, { withinMs, people: names, ran });
  const onlyOurs = compared.onlyOurs.map((page) => ({ ...page, reason: reasons.ofOurs(page) }));
  const onlyTheirs = compared.onlyTheirs.map((page) => ({ ...page, reason: reasons.ofTheirs(page) }));
  if (options.json) return printJson({ ...compared, onlyOurs, onlyTheirs });
  printTable(
    [
      { title: 'DAY', of: ({ day }) => day },
      { title: 'EVENKEEL', of: (day) => day.ours, align: 'right' },
      { title: 'OTHER TOOL', of: (day) => day.theirs, align: 'right' },
      { title: 'MATCH', of: (day) => day.matched, align: 'right' },
    ],
    compared.days,
    'Neither paged anybody.',
  );
  for (const page of onlyOurs) printLine(`only Evenkeel: ${lineOf(page)} ${page.reason}`);
  for (const page of onlyTheirs) printLine(`only the other tool: ${lineOf(page)} ${page.reason}`);
}

const lineOf = ({ at, person, title }: PagedOnce) => `${when(new Date(at).toISOString())} ${person}: ${title}.`;

function readTheirs(name: string, options: CompareOptions): PagedOnce[] {
  const file = readFile(name);
  const usual = usualColumns(file);
  for (const chosen of [options.timeColumn, options.personColumn, options.titleColumn])
    if (chosen !== undefined && !file.columns.includes(chosen))
      throw new CommandProblem(`There is no column ${chosen}; there are ${file.columns.join(', ')}.`, exitCodes.usage);
  const time = options.timeColumn ?? usual.time;
  const person = options.personColumn ?? usual.person;
  if (!time || !person)
    throw new CommandProblem(
      `Name the columns with --time-column and --person-column; there are ${file.columns.join(', ')}.`,
      exitCodes.usage,
    );
  const title = options.titleColumn ?? usual.title ?? null;
  const { pages, leftOut } = readTheirPages(file, { time, person, title }, options.zone);
  for (const { place, because } of leftOut) printError(`! ${name}, ${place}: ${because} It is left out.`);
  return pages;
}

function readFile(name: string) {
  try {
    return readPastFile(readFileSync(name, 'utf8'));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CommandProblem(`${name}: ${error.message}`, exitCodes.usage);
    throw new CommandProblem(`${name} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}
