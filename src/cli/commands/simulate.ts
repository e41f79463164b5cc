import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import { listSources } from '../../contract/detect/sources.ts';
import { listServices } from '../../contract/directory/services.ts';
import { listEscalationPolicies } from '../../contract/respond/escalation-policies.ts';
import { type SimulationInput, simulate } from '../../contract/respond/simulation.ts';
import { severityLabel } from '../../domain/severity.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, when } from '../print.ts';

type Options = ConnectionOptions & {
  source?: string;
  service?: string;
  policy?: string;
  body?: string;
  title?: string;
  label: string[];
  severity?: string;
  at?: string;
};

export function addSimulate(program: Command): void {
  withServer(program.command('simulate'))
    .description('say who would be notified when, without sending anything')
    .option('--source <slug>', 'simulate a signal of this source, with --body or --title')
    .option('--body <file>', 'what the sender sends; - reads standard input')
    .option('--title <title>', 'an alert with this title')
    .option('--label <name=value>', 'a label of the alert; may be repeated', (one, all: string[]) => [...all, one], [])
    .option('--service <slug>', 'simulate a page of this service')
    .option('--policy <slug>', 'simulate a page by this escalation policy')
    .option('--severity <number>', '1 to 5; 1 is the most severe')
    .option('--at <time>', 'when it would arrive, such as 2027-01-01T03:00:00Z; now when left out')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const client = connect(options);
  const of = await subjectOf(client, options);
  const found = await client.call(simulate, { body: { of, ...(options.at ? { at: options.at } : {}) } });
  if (options.json) return printJson(found);
  const { reading, alerts, pages } = found;
  if (reading && reading.outcome !== 'signals') printLine(`${reading.outcome}: ${singleLine(reading.detail ?? '')}`);
  for (const { title, severity, route, service, notPaged } of alerts) {
    const where = `route ${route?.name ?? 'none'}, service ${service?.name ?? 'none'}`;
    printLine(`${severityLabel(severity)}  ${singleLine(title)}  (${singleLine(where)})`);
    if (notPaged) printLine(`  ${singleLine(notPaged.sentence)}`);
  }
  for (const { title, policy, urgency, preview } of pages) {
    printLine(`Page: ${singleLine(title)}, by ${singleLine(policy?.name ?? 'no policy')}, ${urgency} urgency`);
    for (const { at, notifications, posts, calls, unreachable, emptyTargets, exhausted } of preview.moments) {
      for (const { personName, channel, delaySeconds, problem } of notifications) {
        const sentAt = new Date(Date.parse(at) + delaySeconds * 1000).toISOString();
        const why = problem === null ? '' : `  would not arrive, ${singleLine(problem)}`;
        printLine(`  ${when(sentAt)}  ${singleLine(personName)}  ${channel}${why}`);
      }
      for (const { room, channel } of posts) printLine(`  ${when(at)}  posts to ${singleLine(room)}  ${channel}`);
      for (const { webhook } of calls) printLine(`  ${when(at)}  calls ${singleLine(webhook)}  outgoing webhook`);
      for (const { personName } of unreachable) printLine(`  ${when(at)}  ${singleLine(personName)} cannot be reached`);
      for (const { target } of emptyTargets)
        printLine(`  ${when(at)}  ${singleLine(target.name ?? `a deleted ${target.kind}`)} has nobody at that time`);
      if (exhausted) printLine(`  ${when(at)}  the escalation ends`);
    }
  }
  const reaches = pages.some(({ preview }) =>
    preview.moments.some(({ notifications }) => notifications.some((each) => each.problem === null)),
  );
  if (!reaches) printLine('Nobody would be notified.');
}

async function subjectOf(client: Client, options: Options): Promise<SimulationInput['of']> {
  const find = <Thing extends { id: number; slug: string }>(kind: string, slug: string, things: Thing[]) => {
    const found = things.find((thing) => thing.slug === slug);
    if (!found) throw new CommandProblem(`There is no ${kind} "${singleLine(slug)}".`);
    return found.id;
  };
  const named = (search: string) => ({ query: { search: search.slice(0, 100) } });
  const { source, service, policy, body, title } = options;
  const severity = severityOf(options.severity);
  if (service) {
    const serviceId = find('service', service, await readList(client, listServices, named(service)));
    return { kind: 'service', serviceId, severity: severity ?? 1 };
  }
  if (policy) {
    const policyId = find('policy', policy, await readList(client, listEscalationPolicies, named(policy)));
    return { kind: 'policy', policyId, severity: severity ?? 1 };
  }
  if (!source) throw new CommandProblem('Name a --source, --service or --policy.', exitCodes.usage);
  const sourceId = find('source', source, await readList(client, listSources, {}));
  if (title) return { kind: 'alert', sourceId, title, severity, labels: labelsOf(options.label) };
  if (!body) throw new CommandProblem('Give a --body or a --title.', exitCodes.usage);
  const text = readFileSync(body === '-' ? 0 : body, 'utf8');
  const contentType = /^\s*[{[]/.test(text) ? 'application/json' : 'text/plain';
  return { kind: 'body', sourceId, body: text, contentType, path: '', query: {} };
}

function severityOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-5]$/.test(text)) throw new CommandProblem('--severity must be 1, 2, 3, 4 or 5.', exitCodes.usage);
  return Number(text);
}

function labelsOf(labels: string[]): Record<string, string> {
  return Object.fromEntries(
    labels.map((label) => {
      const place = label.indexOf('=');
      if (place < 1) throw new CommandProblem('Write a label as name=value.', exitCodes.usage);
      return [label.slice(0, place), label.slice(place + 1)];
    }),
  );
}
