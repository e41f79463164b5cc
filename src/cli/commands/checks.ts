import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import {
  type Check,
  type CheckChange,
  type CheckResult,
  deleteCheck,
  getCheck,
  listCheckChanges,
  listCheckResults,
  listChecks,
  pauseCheck,
  restoreCheck,
  resumeCheck,
  runCheck,
} from '../../contract/detect/checks.ts';
import { checkKindWords, checkStateText, targetText } from '../../domain/detect/check-words.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { minutesFromNow, positive } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, printTable, when } from '../print.ts';

export function addChecks(program: Command): void {
  const checks = program.command('checks').description('list, show, run, pause, resume, delete and restore checks');
  const ofOne = (name: string, description: string) =>
    withServer(checks.command(name).argument('<slug>', 'slug of the check')).description(description);
  withServer(checks.command('list', { isDefault: true }))
    .description('list checks by name')
    .action(list);
  ofOne('show', 'show one check with its latest runs').action(show);
  ofOne('history', 'list when a check began to fail and when it passed again').action(history);
  ofOne('run', 'run a check now').action((slug: string, options: ConnectionOptions) =>
    act(slug, options, (client, params) => client.call(runCheck, { params }), 'A node runs it now.'),
  );
  ofOne('pause', 'run a check no more until it is resumed')
    .option('--minutes <count>', 'only for so long', positive)
    .action((slug: string, { minutes, ...options }: ConnectionOptions & { minutes?: number }) => {
      const body = { until: minutes === undefined ? null : minutesFromNow(minutes) };
      return act(slug, options, (client, params) => client.call(pauseCheck, { params, body }), 'Paused.');
    });
  ofOne('resume', 'run a paused check again').action((slug: string, options: ConnectionOptions) =>
    act(slug, options, (client, params) => client.call(resumeCheck, { params }), 'Resumed.'),
  );
  ofOne('delete', 'delete a check and resolve its alert').action(remove);
  withServer(checks.command('restore').argument('<id>', 'number of the check', positive))
    .description('restore a check deleted within the last day')
    .action(async (id: number, options: ConnectionOptions) => {
      const check = await connect(options).call(restoreCheck, { params: { id } });
      if (options.json) return printJson(check);
      printLine(`Restored ${singleLine(check.name)}.`);
    });
}

async function list(options: ConnectionOptions): Promise<void> {
  const found = await readList(connect(options), listChecks, {});
  if (options.json) return printJson(found);
  printTable(
    [
      { title: 'SLUG', of: (check: Check) => check.slug },
      { title: 'STATE', of: checkStateText },
      { title: 'KIND', of: (check) => checkKindWords[check.target.kind] },
      { title: 'TARGET', of: (check) => targetText(check.target) },
      { title: 'LAST RUN', of: (check) => when(check.lastRunAt) },
      { title: 'RESULT', of: (check) => check.lastDetail },
    ],
    found,
    'No checks.',
  );
}

async function show(slug: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const params = { id: await idOf(client, slug) };
  const check = await client.call(getCheck, { params });
  const { items } = await client.call(listCheckResults, { params, query: { limit: 20 } });
  if (options.json) return printJson({ ...check, results: items });
  printLine(`${singleLine(check.name)}  ${checkStateText(check)}  every ${check.intervalSeconds} s`);
  printLine(`${checkKindWords[check.target.kind]} ${singleLine(targetText(check.target))}`);
  printTable(
    [
      { title: 'AT', of: (result: CheckResult) => when(result.at) },
      { title: 'OUTCOME', of: (result) => result.outcome },
      { title: 'MS', of: (result) => result.durationMs && String(result.durationMs), align: 'right' },
      { title: 'NODE', of: (result) => result.node },
      { title: 'RESULT', of: (result) => result.detail },
    ],
    items,
    'It has not run yet.',
  );
}

async function history(slug: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const { items } = await client.call(listCheckChanges, {
    params: { id: await idOf(client, slug) },
    query: { limit: 50 },
  });
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'AT', of: (change: CheckChange) => when(change.at) },
      { title: 'STATE', of: (change) => change.state },
      { title: 'RESULT', of: (change) => change.detail },
    ],
    items,
    'It has never failed.',
  );
}

async function act(
  slug: string,
  options: ConnectionOptions,
  call: (client: Client, params: { id: number }) => Promise<Check>,
  done: string,
): Promise<void> {
  const client = connect(options);
  const check = await call(client, { id: await idOf(client, slug) });
  if (options.json) return printJson(check);
  printLine(done);
}

async function remove(slug: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const id = await idOf(client, slug);
  await client.call(deleteCheck, { params: { id } });
  if (options.json) return printJson({ id });
  printLine(`Deleted. To undo it within a day: evenkeel checks restore ${id}`);
}

async function idOf(client: Client, slug: string): Promise<number> {
  const { items } = await client.call(listChecks, { query: { slug } });
  if (!items[0]) throw new CommandProblem(`No check has the slug ${slug}.`, exitCodes.usage);
  return items[0].id;
}
