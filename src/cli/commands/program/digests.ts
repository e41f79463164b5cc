import type { Command } from 'commander';
import type { Client } from '../../../client/client.ts';
import {
  createDigest,
  type Digest,
  type DigestPart,
  deleteDigest,
  digestParts,
  digestRhythms,
  listDigests,
  previewDigest,
  readDigest,
  replaceDigest,
  sendDigestToMe,
} from '../../../contract/outgoing/digests.ts';
import { singleLine } from '../../../domain/text.ts';
import { positive, withinChoices } from '../../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { printJson, printLine, printTable, when } from '../../print.ts';
import { findTarget } from '../page.ts';

type Options = ConnectionOptions;

export function addDigests(program: Command): void {
  const digests = program
    .command('digests')
    .description('figures and open work that go out regularly; needs a token of a person');
  const ofOne = (name: string, description: string) =>
    withServer(digests.command(name).argument('<id>', 'the number of the digest', positive)).description(description);
  withServer(digests.command('list', { isDefault: true }))
    .description('list your digests, and those of chat rooms if you may manage them')
    .action(list);
  withServer(digests.command('add').argument('<part...>', digestParts.join(', '), partsOf))
    .description('set up a digest to your own e-mail address')
    .option('--rhythm <rhythm>', digestRhythms.join(', '), withinChoices(digestRhythms), 'weekly' as const)
    .option('--weekday <number>', 'of a weekly digest: 1 is Monday', positive, 1)
    .option('--at <time>', 'such as 09:00', '09:00')
    .option('--time-zone <zone>', 'such as Europe/Berlin', 'UTC')
    .option('--team <slug>', 'of one team; of the whole organisation if omitted')
    .action(add);
  ofOne('preview', 'print what it would say now').action(preview);
  ofOne('send', 'send what it says now to your own e-mail address').action(send);
  ofOne('pause', 'send no more until it is resumed').action((id, options) => setPaused(id, true, options));
  ofOne('resume', 'send it again').action((id, options) => setPaused(id, false, options));
  ofOne('delete', 'delete it').action(remove);
}

function partsOf(text: string, before: DigestPart[] | undefined): DigestPart[] {
  return [...(before ?? []), withinChoices(digestParts)(text)];
}

async function list(options: Options): Promise<void> {
  const { items } = await connect(options).call(listDigests, {});
  if (options.json) return printJson(items);
  printTable(
    [
      { title: 'ID', of: ({ id }: Digest) => id, align: 'right' },
      { title: 'TO', of: ({ chatRoom, person }) => chatRoom?.name ?? person.name },
      { title: 'OF', of: ({ team }) => team?.name ?? 'everybody' },
      { title: 'PARTS', of: ({ parts }) => parts.join(', ') },
      { title: 'RHYTHM', of: ({ rhythm }) => rhythm },
      { title: 'NEXT', of: ({ isPaused, dueAt }) => (isPaused ? 'paused' : when(dueAt)) },
      { title: 'LAST', of: ({ last }) => (last ? `${last.state}, ${when(last.wantedAt)}` : null) },
    ],
    items,
    'No digests.',
  );
}

type AddOptions = Options & {
  rhythm: (typeof digestRhythms)[number];
  weekday: number;
  at: string;
  timeZone: string;
  team?: string;
};

async function add(
  parts: DigestPart[],
  { rhythm, weekday, at, timeZone, team, ...options }: AddOptions,
): Promise<void> {
  const client = connect(options);
  const teamId = team === undefined ? null : (await findTarget(client, `team:${team}`)).id;
  const digest = await client.call(createDigest, { body: { parts, rhythm, weekday, at, timeZone, teamId } });
  if (options.json) return printJson(digest);
  printLine(`Digest ${digest.id} ${nextText(digest)}`);
}

const nextText = ({ dueAt }: Digest) =>
  dueAt === null ? 'goes out once a sprint ends.' : `goes out next ${when(dueAt)}.`;

const read = (client: Client, id: number) => client.call(readDigest, { params: { id } });

const contentOf = ({ parts, team, rhythm, sprintTeam, weekday, at, timeZone }: Digest) => ({
  ...{ parts, teamId: team?.id ?? null, rhythm, sprintTeamId: sprintTeam?.id ?? null, weekday, at, timeZone },
});

async function preview(id: number, options: Options): Promise<void> {
  const client = connect(options);
  const composed = await client.call(previewDigest, { body: contentOf(await read(client, id)) });
  if (options.json) return printJson(composed);
  printLine(singleLine(composed.subject));
  for (const { title, lines } of composed.sections) {
    printLine(`\n${singleLine(title)}`);
    for (const line of lines) printLine(`  ${singleLine(line)}`);
  }
}

async function send(id: number, options: Options): Promise<void> {
  const client = connect(options);
  await client.call(sendDigestToMe, { body: contentOf(await read(client, id)) });
  if (options.json) printJson({ id, isSent: true });
  else printLine('On its way to your own e-mail address.');
}

async function setPaused(id: number, isPaused: boolean, options: Options): Promise<void> {
  const client = connect(options);
  const before = await read(client, id);
  const { contactMethodId, chatRoom, version } = before;
  const body = { ...contentOf(before), contactMethodId, chatRoom, isPaused };
  const digest = await client.call(replaceDigest, { params: { id }, body }, { ifMatch: version });
  if (options.json) return printJson(digest);
  printLine(isPaused ? 'Paused.' : `It ${nextText(digest)}`);
}

async function remove(id: number, options: Options): Promise<void> {
  await connect(options).call(deleteDigest, { params: { id } });
  if (options.json) printJson({ id, isDeleted: true });
  else printLine('Deleted.');
}
