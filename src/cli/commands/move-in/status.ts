import type { Command } from 'commander';
import { listAdditionalKeys, listSources, type Source } from '../../../contract/detect/sources.ts';
import { listParallelRuns } from '../../../contract/respond/parallel-runs.ts';
import { isPointedAt, type Standing, standingOf, standingWords } from '../../../domain/move-in/standing.ts';
import { readList } from '../../all-pages.ts';
import { positive } from '../../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../../connection.ts';
import { type Column, printJson, printLine, printTable, when } from '../../print.ts';

export function addMoveIn(program: Command): void {
  const moveIn = program.command('move-in').description('how far moving in from another tool has come');
  withServer(moveIn.command('status', { isDefault: true }))
    .description('which senders send here, which further keys are taken, and for whom Evenkeel still pages nobody')
    .option('--quiet-days <count>', 'after how many days without a signal a source is quiet', positive, 7)
    .action(status);
}

type Seen = Pick<Source, 'id' | 'slug' | 'name' | 'type' | 'lastSignalAt' | 'signalCount' | 'refusedCount'> & {
  standing: Standing;
  furtherKeys: { name: string; lastUsedAt: string | null; watchedSince: string | null }[];
};

const keyWords = ({ name, lastUsedAt, watchedSince }: Seen['furtherKeys'][number]) =>
  `${name} (${lastUsedAt ? `last used ${when(lastUsedAt)}` : watchedSince ? `not used since ${when(watchedSince)}` : 'no use recorded'})`;

const columns: Column<Seen>[] = [
  { title: 'SOURCE', of: ({ slug }) => slug },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'STANDING', of: ({ standing }) => standingWords[standing] },
  { title: 'LAST SIGNAL', of: ({ lastSignalAt }) => when(lastSignalAt) },
  { title: 'SIGNALS', of: ({ signalCount }) => signalCount, align: 'right' },
  { title: 'REFUSED', of: ({ refusedCount }) => refusedCount, align: 'right' },
  { title: 'FURTHER KEYS', of: ({ furtherKeys }) => furtherKeys.map(keyWords).join(', ') || null },
];

const order: Record<Standing, number> = { never: 0, quiet: 1, arrives: 2 };

async function status(options: ConnectionOptions & { quietDays: number }): Promise<void> {
  const client = connect(options);
  const now = Date.now();
  const sources: Seen[] = [];
  for (const source of (await readList(client, listSources, {})).filter(isPointedAt)) {
    const { items } = await client.call(listAdditionalKeys, { params: { id: source.id } });
    const { id, slug, name, type, lastSignalAt, signalCount, refusedCount } = source;
    const furtherKeys = items.map(({ name, lastUsedAt, watchedSince }) => ({ name, lastUsedAt, watchedSince }));
    const standing = standingOf(source, now, options.quietDays);
    sources.push({ id, slug, name, type, lastSignalAt, signalCount, refusedCount, standing, furtherKeys });
  }
  sources.sort((left, right) => order[left.standing] - order[right.standing] || left.slug.localeCompare(right.slug));
  const { items: parallelRuns } = await client.call(listParallelRuns, { query: { state: 'active' } });
  const count = (standing: Standing) => sources.filter((each) => each.standing === standing).length;
  const counts = { arrives: count('arrives'), quiet: count('quiet'), never: count('never') };
  if (options.json) return printJson({ quietDays: options.quietDays, counts, sources, parallelRuns });

  printTable(columns, sources, 'No source that a sender outside is pointed at.');
  printLine('');
  if (counts.never + counts.quiet > 0)
    printLine(
      `${counts.never} never sent here, and ${counts.quiet} nothing for ${options.quietDays} days: their senders are still pointed elsewhere, or have nothing to say. Send a test from each.`,
    );
  else if (sources.length > 0) printLine('Every sender sends here.');
  if (sources.some(({ furtherKeys }) => furtherKeys.length > 0))
    printLine(
      'Further keys came along from elsewhere. Give the senders that still use one the key of the source itself; remove it when it is not used any more.',
    );
  for (const { id, team, askAt, isOverdue } of parallelRuns)
    printLine(
      `Parallel run ${id} goes on: nobody is paged for ${team?.name ?? 'anything'}. Decide by ${when(askAt)}${isOverdue ? ' (overdue)' : ''}.`,
    );
  if (parallelRuns.length === 0) printLine('No parallel run goes on: Evenkeel pages for every team.');
}
