import type { Command } from 'commander';
import type { Client } from '../../client/client.ts';
import {
  type Delivery,
  listDeliveries,
  listOutgoingWebhooks,
  type OutgoingWebhook,
  replayDeliveries,
  rotateOutgoingWebhookSecret,
  testOutgoingWebhook,
} from '../../contract/outgoing/webhooks.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, printTable, when } from '../print.ts';

export function addWebhooks(program: Command): void {
  const webhooks = program.command('webhooks').description('list, test and replay outgoing webhooks');
  const ofOne = (name: string, description: string) =>
    withServer(webhooks.command(name).argument('<name>', 'name of the outgoing webhook')).description(description);
  withServer(webhooks.command('list', { isDefault: true }))
    .description('list outgoing webhooks')
    .action(list);
  ofOne('test', 'send a test now and print what came back').action(test);
  ofOne('deliveries', 'list the newest deliveries').action(deliveries);
  ofOne('replay', 'send what failed or was held again, oldest first')
    .requiredOption('--from <instant>', 'such as 2027-05-01T10:00:00Z')
    .option('--until <instant>', 'if omitted, until now')
    .option('--delivered', 'also what was delivered')
    .action(replay);
  ofOne('rotate-secret', 'make a new signing secret and print it; the old one signs as well for a day').action(rotate);
}

async function list(options: ConnectionOptions): Promise<void> {
  const { items } = await connect(options).call(listOutgoingWebhooks, {});
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'NAME', of: (row: OutgoingWebhook) => row.name },
      { title: 'RECEIVER', of: (row) => row.hint },
      { title: 'STATE', of: stateOf },
      { title: 'WAITING', of: (row) => String(row.pendingCount) },
      { title: 'LAST ATTEMPT', of: (row) => row.lastOutcome },
      { title: 'AT', of: (row) => when(row.lastOutcomeAt) },
    ],
    items,
    'No outgoing webhooks.',
  );
}

function stateOf({ disabledAt, disabledReason, failingSince, lastOutcomeAt }: OutgoingWebhook): string {
  if (disabledReason) return `disabled: ${disabledReason}`;
  if (disabledAt) return 'disabled';
  if (failingSince) return `failing since ${when(failingSince)}`;
  return lastOutcomeAt ? 'working' : 'not used yet';
}

async function test(name: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const params = { id: await idOf(client, name) };
  const result = await client.call(testOutgoingWebhook, { params });
  if (!result.isDelivered) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(result);
  const { status, reason, response, durationMs } = result.attempt;
  printLine(`After ${durationMs} ms: ${status === null ? 'nothing came back' : `HTTP ${status}`}`);
  if (response) printLine(response);
  printLine(result.isDelivered ? 'Delivered.' : `Not delivered: ${reason}.`);
}

async function deliveries(name: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const params = { id: await idOf(client, name) };
  const { items } = await client.call(listDeliveries, { params, query: { limit: 50 } });
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'ID', of: (row: Delivery) => String(row.id) },
      { title: 'EVENT', of: (row) => row.kind },
      { title: 'STATE', of: (row) => row.state },
      { title: 'ATTEMPTS', of: (row) => String(row.attempts) },
      { title: 'OUTCOME', of: (row) => row.outcome },
      { title: 'AT', of: (row) => when(row.createdAt) },
    ],
    items,
    'Nothing has been sent in the last 30 days.',
  );
}

type ReplayOptions = ConnectionOptions & { from: string; until?: string; delivered?: boolean };

async function replay(name: string, { from, until, delivered, ...options }: ReplayOptions): Promise<void> {
  const client = connect(options);
  const params = { id: await idOf(client, name) };
  const states = delivered ? (['failed', 'held', 'delivered'] as const) : (['failed', 'held'] as const);
  const body = { from, ...(until === undefined ? {} : { until }), states: [...states] };
  const result = await client.call(replayDeliveries, { params, body });
  if (options.json) return printJson(result);
  printLine(`${result.count} queued to be sent again.`);
}

async function rotate(name: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const params = { id: await idOf(client, name) };
  const result = await client.call(rotateOutgoingWebhookSecret, { params });
  if (options.json) return printJson(result);
  printLine(result.secret);
}

async function idOf(client: Client, name: string): Promise<number> {
  const { items } = await client.call(listOutgoingWebhooks, {});
  const found =
    items.find((each) => each.name === name) ?? items.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new CommandProblem(`No outgoing webhook is called ${name}.`, exitCodes.usage);
  return found.id;
}
