import type { Command } from 'commander';
import type { Client } from '../../../client/client.ts';
import {
  createPilot,
  endPilot,
  getPilot,
  listPilots,
  milestoneStatuses,
  type Pilot,
  pilotOutcomes,
  reopenPilot,
  updateMilestone,
} from '../../../contract/program/pilots.ts';
import {
  createRollOut,
  getRollOut,
  listRollOuts,
  proposeRollOut,
  type RollOut,
  stopRollOut,
} from '../../../contract/program/plans/roll-outs.ts';
import { counted } from '../../../domain/program/counted.ts';
import { singleLine } from '../../../domain/text.ts';
import { positive, withinChoices } from '../../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printJson, printLine, printTable } from '../../print.ts';
import { findTarget } from '../page.ts';

type Options = ConnectionOptions;

export function addPlans(program: Command): void {
  const plans = program.command('plans').description('plans of teams, their milestones, and roll-outs');
  const ofOne = (name: string, description: string) =>
    withServer(plans.command(name).argument('<id>', 'the number of the plan', positive)).description(description);
  withServer(plans.command('list', { isDefault: true }))
    .description('list plans, newest first')
    .option('--all', 'also those that have ended')
    .action(list);
  ofOne('show', 'one plan with its milestones and risks').action(show);
  withServer(plans.command('start').argument('<team>', 'slug of the team'))
    .description('plan a pilot or a recovery from its template')
    .requiredOption('--on <date>', 'its first day, such as 2027-01-11')
    .option('--kind <kind>', 'pilot or recovery', withinChoices(['pilot', 'recovery']), 'pilot' as const)
    .option('--time-zone <zone>', 'such as Europe/Berlin', 'UTC')
    .action(start);
  ofOne('milestone', 'change a milestone; what is left out stays')
    .argument('<key>', 'its key, as `show` names it')
    .option('--status <status>', milestoneStatuses.join(', '), withinChoices(milestoneStatuses))
    .option('--because <reason>', 'why it is blocked')
    .option('--due <date>', 'another date')
    .option('--move-following', 'with --due: those that wait for it move as well')
    .option('--owner <e-mail>', 'who owns it; `none` for nobody')
    .action(milestone);
  ofOne('end', 'end a plan with its outcome')
    .requiredOption('--outcome <outcome>', pilotOutcomes.join(', '), withinChoices(pilotOutcomes))
    .option('--note <note>', 'stands on the plan', '')
    .action(end);
  ofOne('reopen', 'reopen a plan that has ended').action(reopen);
  withServer(plans.command('roll-outs').argument('[id]', 'one roll-out with its waves', positive))
    .description('list roll-outs')
    .action(rollOuts);
  ofOne('roll-out', 'roll a pilot out to the teams without a plan, in the waves that are proposed')
    .option('--name <name>', 'of the roll-out', 'All teams')
    .option('--dry-run', 'only show the waves')
    .action(rollOut);
  withServer(plans.command('stop-roll-out').argument('<id>', 'the number of the roll-out', positive))
    .description('end every plan of a roll-out that is still open as stopped')
    .option('--note <note>', 'stands on each plan', '')
    .action(stop);
}

async function list({ all, ...options }: Options & { all?: boolean }): Promise<void> {
  const found = await every<Pilot>((cursor) => connect(options).call(listPilots, { query: { limit: 50, cursor } }));
  const plans = found.filter(({ state }) => all || state !== 'ended');
  if (options.json) return printJson(plans);
  printTable(
    [
      { title: 'ID', of: ({ id }: Pilot) => id, align: 'right' },
      { title: 'TEAM', of: ({ team }) => team.name },
      { title: 'KIND', of: ({ kind, rollOut }) => (rollOut ? `${kind}, wave ${rollOut.wave}` : kind) },
      { title: 'STATE', of: ({ state, outcome }) => outcome ?? state },
      { title: 'FROM', of: ({ startsOn }) => startsOn },
      { title: 'UNTIL', of: ({ endsOn }) => endsOn },
      { title: 'DONE', of: ({ progress }) => `${progress.done} of ${progress.total}` },
      { title: 'OVERDUE', of: ({ progress }) => progress.overdueKeys.length, align: 'right' },
    ],
    plans,
    all ? 'No plans.' : 'No open plans.',
  );
}

async function every<Item>(read: (cursor?: string) => Promise<{ items: Item[]; nextCursor: string | null }>) {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

async function show(id: number, options: Options): Promise<void> {
  const plan = await connect(options).call(getPilot, { params: { id } });
  if (options.json) return printJson(plan);
  printPlan(plan);
}

function printPlan({ id, kind, team, state, outcome, startsOn, endsOn, sponsor, milestones, risks }: Pilot): void {
  printLine(`${id}  ${singleLine(team.name)}, ${kind}: ${outcome ?? state}, ${startsOn} to ${endsOn}`);
  printLine(`Sponsor: ${sponsor ? `${singleLine(sponsor.name)}, ${singleLine(sponsor.title)}` : 'none yet'}`);
  printTable(
    [
      { title: 'DUE', of: ({ dueOn }: Pilot['milestones'][number]) => dueOn },
      { title: 'STATUS', of: (one) => (one.state === 'overdue' ? `${one.status}, overdue` : one.status) },
      { title: 'KEY', of: ({ key }) => key },
      { title: 'MILESTONE', of: ({ title }) => title },
      { title: 'OWNER', of: ({ owner }) => owner?.name },
      { title: 'GOALS', of: ({ goals }) => goals.map(({ name }) => name).join(', ') || null },
    ],
    milestones,
    'No milestones.',
  );
  for (const { state: riskState, likelihood, impact, title } of risks)
    printLine(`RISK  ${riskState}, likelihood ${likelihood}, impact ${impact}: ${singleLine(title)}`);
}

type StartOptions = Options & { on: string; kind: 'pilot' | 'recovery'; timeZone: string };

async function start(slug: string, { on, kind, timeZone, ...options }: StartOptions): Promise<void> {
  const client = connect(options);
  const teamId = (await findTarget(client, `team:${slug}`)).id;
  const plan = await client.call(createPilot, { body: { teamId, kind, startsOn: on, timeZone } });
  if (options.json) return printJson(plan);
  printPlan(plan);
}

type MilestoneOptions = Options & {
  status?: (typeof milestoneStatuses)[number];
  because?: string;
  due?: string;
  moveFollowing?: boolean;
  owner?: string;
};

async function milestone(id: number, key: string, given: MilestoneOptions): Promise<void> {
  const { status, because, due, moveFollowing = false, owner, ...options } = given;
  if (status === undefined && due === undefined && owner === undefined)
    throw new CommandProblem('Give --status, --due or --owner.', exitCodes.usage);
  const client = connect(options);
  const plan = await client.call(updateMilestone, {
    params: { id, key },
    body: {
      ...(status && { status, ...(because !== undefined && { blockedReason: because }) }),
      ...(due !== undefined && { dueOn: due, moveFollowing }),
      ...(owner !== undefined && { ownerId: await personOf(client, owner) }),
    },
  });
  if (options.json) return printJson(plan);
  const { title, status: now, dueOn, owner: who } = plan.milestones.find((one) => one.key === key)!;
  printLine(`${singleLine(title)}: ${now}, due ${dueOn}, ${who ? singleLine(who.name) : 'no owner'}`);
}

async function personOf(client: Client, email: string): Promise<number | null> {
  return email === 'none' ? null : (await findTarget(client, `person:${email}`)).id;
}

type EndOptions = Options & { outcome: (typeof pilotOutcomes)[number]; note: string };

async function end(id: number, { outcome, note, ...options }: EndOptions): Promise<void> {
  const plan = await connect(options).call(endPilot, { params: { id }, body: { outcome, note } });
  if (options.json) return printJson(plan);
  printLine(`The plan of ${singleLine(plan.team.name)} has ended: ${outcome}.`);
}

async function reopen(id: number, options: Options): Promise<void> {
  const plan = await connect(options).call(reopenPilot, { params: { id } });
  if (options.json) return printJson(plan);
  printPlan(plan);
}

async function rollOuts(id: number | undefined, options: Options): Promise<void> {
  const client = connect(options);
  if (id !== undefined) {
    const found = await client.call(getRollOut, { params: { id } });
    return options.json ? printJson(found) : printRollOut(found);
  }
  const items = await every<RollOut>((cursor) => client.call(listRollOuts, { query: { limit: 50, cursor } }));
  if (options.json) return printJson(items);
  if (items.length === 0) printLine('No roll-outs.');
  for (const found of items) printRollOut(found);
}

function printRollOut({ id, name, waves }: RollOut): void {
  printLine(`${id}  ${singleLine(name)}`);
  for (const { number, startsOn, plans } of waves)
    printLine(
      `  wave ${number}, ${startsOn}: ${plans
        .map(
          ({ team, state, progress }) => `${singleLine(team.name)} (${state}, ${progress.done} of ${progress.total})`,
        )
        .join(', ')}`,
    );
}

type RollOutOptions = Options & { name: string; dryRun?: boolean };

async function rollOut(pilotId: number, { name, dryRun, ...options }: RollOutOptions): Promise<void> {
  const client = connect(options);
  const { waves, sponsor, timeZone, teamsWithPlan } = await client.call(proposeRollOut, { params: { id: pilotId } });
  if (waves.length === 0) throw new CommandProblem('Every team has a plan or has been through one.');
  if (dryRun) {
    if (options.json) return printJson({ waves, teamsWithPlan });
    for (const [at, { startsOn, teams }] of waves.entries())
      printLine(`wave ${at + 1}, ${startsOn}: ${teams.map((team) => singleLine(team.name)).join(', ')}`);
    if (teamsWithPlan.length > 0) printLine(`Left out, with a plan: ${counted(teamsWithPlan.length, 'team')}.`);
    return;
  }
  const body = {
    ...{ name, pilotId, sponsor, timeZone },
    waves: waves.map(({ startsOn, teams }) => ({ startsOn, teamIds: teams.map(({ id }) => id) })),
  };
  const made = await client.call(createRollOut, { body });
  if (options.json) return printJson(made);
  printRollOut(made);
}

async function stop(id: number, { note, ...options }: Options & { note: string }): Promise<void> {
  const found = await connect(options).call(stopRollOut, { params: { id }, body: { note } });
  if (options.json) return printJson(found);
  printRollOut(found);
}
