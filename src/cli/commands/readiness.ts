import type { Command } from 'commander';
import {
  listPeopleReadiness,
  listReadiness,
  listTeamReadiness,
  listUnroutedSources,
} from '../../contract/respond/readiness.ts';
import { shareText } from '../../domain/measure/figure-words.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { printJson, printLine, when } from '../print.ts';

export function addReadiness(program: Command): void {
  withServer(program.command('readiness'))
    .description('list services that would wake nobody at some time of the next 30 days')
    .option(
      '--people',
      'list people whom no test page has proved to be reached, or who break a rule of their team',
      false,
    )
    .option('--teams', 'list teams with a service that is not ready, or that have not practised lately', false)
    .option('--sources', 'list sources whose alerts lead to no service', false)
    .option('--all', 'also list what is ready', false)
    .action((options: ReadinessOptions) =>
      options.people
        ? people(options)
        : options.teams
          ? teams(options)
          : options.sources
            ? sources(options)
            : readiness(options),
    );
}

type ReadinessOptions = ConnectionOptions & { all: boolean; people: boolean; sources: boolean; teams: boolean };

async function people(options: ReadinessOptions): Promise<void> {
  const query = options.all ? {} : { result: 'not-ready' as const };
  const found = await readList(connect(options), listPeopleReadiness, { query });
  if (options.json) return printJson(found);
  for (const { person, channels, lastProof, isProofDue, brokenRules } of found) {
    const ways = channels.length === 0 ? 'no contact method works' : channels.map(({ channel }) => channel).join(', ');
    printLine(`${singleLine(person.name)}: ${ways}`);
    const due = isProofDue ? ' (due again)' : '';
    printLine(
      lastProof === null
        ? '  never proved'
        : `  last proved ${when(lastProof.acknowledgedAt!)} by ${lastProof.channel}, acknowledged after ${Math.round(lastProof.afterSeconds ?? 0)} s${due}`,
    );
    for (const { team, missing } of brokenRules)
      printLine(`  breaks the rule of ${singleLine(team.name)}: needs ${missing.join(' and ')}`);
  }
  if (found.length === 0) printLine('Everybody is ready.');
}

async function teams(options: ReadinessOptions): Promise<void> {
  const query = options.all ? {} : { result: 'not-ready' as const };
  const found = await readList(connect(options), listTeamReadiness, { query });
  if (options.json) return printJson(found);
  for (const { team, services, practised, nextDrill } of found) {
    printLine(`${singleLine(team.name)}: ${services.notReady} of ${services.count} services not ready`);
    const { sentence, drill } = practised;
    const score = drill === null || drill.share === null ? 'not scored' : `scored ${shareText(drill.share)}`;
    printLine(`  ${singleLine(sentence)}${drill === null ? '' : ` ${singleLine(drill.title)}, ${score}.`}`);
    printLine(
      nextDrill ? `  next ${when(nextDrill.plannedFor)}: ${singleLine(nextDrill.title)}` : '  no drill has a date',
    );
  }
  if (found.length === 0) printLine('Every team that owns services has no known gap and practises.');
}

async function sources(options: ReadinessOptions): Promise<void> {
  const { items } = await connect(options).call(listUnroutedSources, {});
  if (options.json) return printJson(items);
  for (const { sentence, mend } of items) printLine(`${singleLine(sentence)} ${singleLine(mend.text)}`);
  if (items.length === 0) printLine('Every source leads to a service, or is set to page nobody.');
}

async function readiness(options: ReadinessOptions): Promise<void> {
  const query = options.all ? {} : { result: 'not-ready' as const };
  const found = await readList(connect(options), listReadiness, { query });
  if (options.json) return printJson(found);
  for (const { service, result, gaps, routes, sources: leading, practised } of found) {
    printLine(`${singleLine(service.name)}: ${result.replaceAll('_', ' ')}`);
    const led = [...routes, ...leading].map(({ name }) => singleLine(name));
    printLine(`  ${led.length === 0 ? 'no route or source leads to it' : `alerts from: ${led.join(', ')}`}`);
    printLine(`  ${singleLine(practised.sentence)}`);
    for (const { startsAt, endsAt, sentence, mend } of gaps)
      printLine(`  ${when(startsAt)} to ${when(endsAt)}  ${singleLine(sentence)} ${singleLine(mend.text)}`);
  }
  if (found.length === 0) printLine('No service has a known gap.');
}
