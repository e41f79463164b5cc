import { type Command, InvalidArgumentError } from 'commander';
import { listChannels, type SettingsField } from '../../contract/respond/channels.ts';
import { listProviderKinds, listProviders, type Provider, testProvider } from '../../contract/respond/providers.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem, exitCodes } from '../exit-codes.ts';
import { printJson, printLine, printTable, when } from '../print.ts';

type Settings = Record<string, string>;

export function addProviders(program: Command): void {
  const providers = program.command('providers').description('list and test the services that carry messages');
  withServer(providers.command('list', { isDefault: true }))
    .description('list providers in the order they are tried')
    .action(list);
  withServer(providers.command('test').argument('<name>', 'name of the provider'))
    .description('send a test message through a provider and print what was sent and what came back')
    .option('--channel <channel>', 'the channel, such as sms; needed when the provider carries several')
    .option('--to <key=value>', 'where to, such as number=+4930123456; may be given several times', setting, {})
    .action(test);
}

/** One more setting. @throws InvalidArgumentError */
function setting(text: string, before: Settings): Settings {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Use key=value, such as number=+4930123456.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

async function list(options: ConnectionOptions): Promise<void> {
  const { items } = await connect(options).call(listProviders, {});
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'NAME', of: (row: Provider) => row.name },
      { title: 'KIND', of: (row) => row.kind },
      { title: 'ACCOUNT', of: (row) => row.hint },
      { title: 'STATE', of: stateOf },
      { title: 'LAST MESSAGE', of: (row) => row.lastOutcome },
      { title: 'AT', of: (row) => when(row.lastOutcomeAt) },
    ],
    items,
    'No providers.',
  );
}

function stateOf({ disabledAt, failingSince, lastOutcomeAt }: Provider): string {
  if (disabledAt) return 'disabled';
  if (failingSince) return `failing since ${when(failingSince)}`;
  return lastOutcomeAt ? 'working' : 'not used yet';
}

type TestOptions = ConnectionOptions & { channel?: string; to: Settings };

async function test(name: string, { channel, to, ...options }: TestOptions): Promise<void> {
  const client = connect(options);
  const { items } = await client.call(listProviders, {});
  const provider =
    items.find((each) => each.name === name) ?? items.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!provider) throw new CommandProblem(`No provider is called ${name}.`, exitCodes.usage);
  const kind = (await client.call(listProviderKinds, {})).items.find((each) => each.kind === provider.kind);
  const carried = kind?.channels.map((each) => each.channel) ?? [];
  const chosen = channel ?? (carried.length === 1 ? carried[0]! : undefined);
  if (!chosen) throw new CommandProblem(`Give --channel: one of ${carried.join(', ')}.`, exitCodes.usage);
  const fields = (await client.call(listChannels, {})).items.find((each) => each.channel === chosen)?.fields ?? [];
  const missing = fields.find(({ key, isOptional }) => !isOptional && to[key] === undefined);
  if (missing) throw new CommandProblem(`Give --to ${missing.key}=… (${missing.label}).`, exitCodes.usage);
  const body = { channel: chosen, settings: typed(to, fields) };
  const result = await client.call(testProvider, { params: { id: provider.id }, body });
  if (!result.sent) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(result);
  for (const { request, response, durationMs } of result.exchanges) {
    printLine(`${request}\n`);
    printLine(`After ${durationMs} ms: ${response ?? 'nothing came back'}\n`);
  }
  printLine(result.sent ? 'Sent. Check that it arrived.' : `Not sent: ${result.reason}.`);
}

/** Everything is text on a command line. */
function typed(to: Settings, fields: readonly SettingsField[]): Record<string, unknown> {
  const kindOf = (key: string) => fields.find((field) => field.key === key)?.kind;
  return Object.fromEntries(
    Object.entries(to).map(([key, value]) => {
      if (kindOf(key) === 'number') return [key, Number(value)];
      return [key, kindOf(key) === 'switch' ? value === 'true' : value];
    }),
  );
}
