/** Moving in from another tool: a command for each, with the same options. */
import type { Command } from 'commander';
import { type MovableTool, movableTools, toolTitles } from '../../../contract/move-in/conversion.ts';
import { type ReadExport, readExport } from '../../../domain/move-in/tools.ts';
import { withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printLine } from '../../print.ts';
import { goalertQuery, readGoalertApi } from './api/goalert.ts';
import { readOncallApi } from './api/oncall.ts';
import { readOpsgenieApi } from './api/opsgenie.ts';
import { readPagerdutyApi } from './api/pagerduty.ts';
import { readSquadcastApi } from './api/squadcast.ts';
import { type Live, readLive } from './live.ts';
import { type MoveOptions, moveIn, type RouteWord } from './move.ts';
import { readExportFiles } from './read-export.ts';

type Setup = {
  /** What is given to the command. */
  export: string;
  /** What the proof tries alerts of. */
  routeWord: RouteWord;
  /** What the first line counts: lists of the export with their words. */
  counts: Record<string, string>;
  live: Live;
};

const setups: Record<MovableTool, Setup> = {
  opsgenie: {
    export: 'folder or zip of the backup tool, or one JSON document',
    routeWord: 'team',
    counts: {
      ...{ users: 'people', teams: 'teams', schedules: 'schedules', escalations: 'escalations' },
      integrations: 'integrations',
    },
    live: {
      variable: 'OPSGENIE_API_KEY',
      addresses: { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' },
      read: readOpsgenieApi,
    },
  },
  pagerduty: {
    export: 'JSON with the lists of the API: one document, or a folder or zip of answers',
    routeWord: 'service',
    counts: {
      ...{ users: 'people', teams: 'teams', schedules: 'schedules', escalation_policies: 'escalation policies' },
      services: 'services',
    },
    live: {
      variable: 'PAGERDUTY_TOKEN',
      addresses: { us: 'https://api.pagerduty.com', eu: 'https://api.eu.pagerduty.com' },
      read: (base, token, progress) => readPagerdutyApi(base, token, Date.now(), progress),
    },
  },
  oncall: {
    export: 'JSON with the lists of the API: one document, or a folder or zip of answers',
    routeWord: 'integration',
    counts: {
      ...{ users: 'people', teams: 'teams', schedules: 'schedules', escalation_chains: 'escalation chains' },
      integrations: 'integrations',
    },
    live: {
      ...{ variable: 'ONCALL_TOKEN', addresses: {} },
      read: (base, token, progress) => readOncallApi(base, token, process.env.ONCALL_GRAFANA_URL, progress),
    },
  },
  goalert: {
    export: 'answers of the GraphQL API: one JSON file, a folder or zip',
    routeWord: 'service',
    counts: {
      ...{ users: 'people', rotations: 'rotations', schedules: 'schedules', escalationPolicies: 'escalation policies' },
      services: 'services',
    },
    live: { variable: 'GOALERT_TOKEN', addresses: {}, query: goalertQuery, read: readGoalertApi },
  },
  squadcast: {
    export: 'JSON with the lists of the API: one document, or a folder or zip of answers',
    routeWord: 'service',
    counts: {
      ...{ users: 'people', teams: 'teams', schedules: 'schedules', escalation_policies: 'escalation policies' },
      services: 'services',
    },
    live: {
      variable: 'SQUADCAST_REFRESH_TOKEN',
      addresses: { us: 'https://api.squadcast.com', eu: 'https://api.eu.squadcast.com' },
      read: (base, token, progress) => readSquadcastApi(base, token, Date.now(), progress),
    },
  },
};

const mostErrors = 50;

type Options = MoveOptions & { api?: string; save?: string; printQuery?: boolean };

export function addTools(group: Command): void {
  for (const tool of movableTools) {
    const title = toolTitles[tool];
    const { export: given, live } = setups[tool];
    const command = withServer(group.command(tool).argument('[export]', given))
      .description(`move in from ${title}; without --apply only the plan is shown`)
      .option(
        `--api <${[...Object.keys(live.addresses), 'url'].join('|')}>`,
        `read ${title} itself, with the read-only key in ${live.variable}`,
      )
      .option('--save <file>', 'keep what --api has read, in a file that only you can read');
    if (live.query !== undefined) command.option('--print-query', 'print the query that the key has to be made for');
    command
      .option('--apply', 'apply the plan, then prove that the same people are paged')
      .option('--verify', 'only prove it: compare the export with what is here now')
      .option('--add-only', 'leave everything that is here already as it is')
      .option('--yes', 'apply without confirmation')
      .action((file: string | undefined, options: Options) => importTool(tool, file, options));
  }
}

async function importTool(tool: MovableTool, file: string | undefined, options: Options): Promise<void> {
  const title = toolTitles[tool];
  const { live, counts, routeWord } = setups[tool];
  if (options.printQuery) return printLine(live.query!);
  if ((file === undefined) === (options.api === undefined))
    throw new CommandProblem(`Name an export, or read ${title} itself with --api.`, exitCodes.usage);
  const files =
    file === undefined
      ? [{ path: `${tool}.json`, text: await readLive(title, options.api!, options.save, live) }]
      : readExportFiles(file);
  const { content, errors, convert } = readExport(tool, files);
  refuse(file ?? title, errors);
  const counted = Object.entries(counts).map(
    ([list, word]) => `${(content as Record<string, unknown[]>)[list]!.length} ${word}`,
  );
  await moveIn(options, { ...{ title, routeWord, convert }, summary: `${title}: ${counted.join(', ')}.` });
}

/** @throws CommandProblem that names each fault with its file or field */
function refuse(given: string, errors: ReadExport['errors']): void {
  if (errors.length === 0) return;
  throw new CommandProblem(
    errors
      .slice(0, mostErrors)
      .map(({ path, message }) => [given, path, message].filter((part) => part !== '').join(': '))
      .join('\n'),
    exitCodes.usage,
  );
}
