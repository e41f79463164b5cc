import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  applyRota,
  type OnCallBurden,
  previewRota,
  type RotaProblem,
  rotaDefaults,
} from '../../contract/respond/schedules/rotas.ts';
import { singleLine } from '../../domain/text.ts';
import { positive, wholeNumber } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { printJson, printLine, printTable, when } from '../print.ts';
import { findTarget } from './page.ts';

type RotaOptions = ConnectionOptions & {
  layer?: string;
  from?: string;
  weeks: number;
  countWeeks: number;
  restHours: number;
  mostInRow?: number;
  apply?: true;
  waive?: string;
};

export function addRota(program: Command): void {
  withServer(program.command('rota').argument('<schedule>', 'slug of the schedule'))
    .description('share the turns of the next weeks evenly; shows the rota, and applies it with --apply')
    .option('--layer <name>', 'which layer, where there are several')
    .option('--from <time>', 'the first turn that begins then or later, such as 2026-12-07T00:00:00Z')
    .option('--weeks <count>', 'for how many weeks', positive, rotaDefaults.weeks)
    .option('--count-weeks <count>', 'how many weeks before count', wholeNumber, rotaDefaults.countWeeks)
    .option('--rest-hours <hours>', 'hours off between two stretches on call', wholeNumber, rotaDefaults.restHours)
    .option('--most-in-row <count>', 'turns in a row for one person; if omitted, as the rotation has', positive)
    .option('--apply', 'put it in force')
    .option('--waive <reason>', 'apply it although somebody lacks a required certificate')
    .action(rota);
}

const words: Record<RotaProblem, string> = {
  away: 'away, and so is everybody else',
  elsewhere: 'on call twice at once',
  rest: 'too little rest',
  in_row: 'too many turns in a row',
};

async function rota(slug: string, options: RotaOptions): Promise<void> {
  const client = connect(options);
  const { id } = (await findTarget(client, `schedule:${slug}`)) as { id: number };
  const { layer, from, weeks, countWeeks, restHours, mostInRow } = options;
  const body = { layer, from, weeks, countWeeks, restHours, mostInRow };
  const proposal = await client.call(previewRota, { params: { id }, body });
  const { overrides, scheduleChangedAt: unchangedSince } = proposal;
  const applied =
    options.apply && overrides.length > 0
      ? await client.call(
          applyRota,
          { params: { id }, query: { waiverReason: options.waive }, body: { overrides, unchangedSince } },
          { idempotencyKey: randomUUID() },
        )
      : null;
  if (options.json) return printJson({ ...proposal, applied });
  printTable(
    [
      { title: 'FROM', of: ({ startsAt }: (typeof proposal.turns)[number]) => when(startsAt) },
      { title: 'UNTIL', of: ({ endsAt }) => when(endsAt) },
      { title: 'ROTATION', of: ({ rotationPersonName }) => rotationPersonName ?? 'nobody' },
      { title: 'ROTA', of: ({ personName }) => personName },
      { title: 'PROBLEMS', of: ({ problems }) => problems.map((each) => words[each]).join(', ') },
    ],
    proposal.turns,
    'There are no turns.',
  );
  printLine('');
  printTable(
    [
      { title: 'PERSON', of: ({ personName }: (typeof proposal.load)[number]) => personName },
      ...kinds.map(({ title, of }) => ({
        title,
        of: ({ rotation, rota: own }: (typeof proposal.load)[number]) => `${text(of(rotation))} → ${text(of(own))}`,
      })),
    ],
    proposal.load,
    'Nobody takes part.',
  );
  printLine('');
  if (applied)
    printLine(`Rota ${applied.id} applied: ${applied.overrides} overrides, by ${singleLine(applied.createdBy)}.`);
  else if (overrides.length === 0) printLine('The rotation is as even as a rota can make it.');
  else printLine(`Not applied. With --apply it makes ${overrides.length} overrides.`);
}

const kinds: { title: string; of: (burden: OnCallBurden) => number }[] = [
  { title: 'HOURS', of: ({ hours }) => hours },
  { title: 'NIGHTS', of: ({ nightHours }) => nightHours },
  { title: 'WEEKENDS', of: ({ weekendHours }) => weekendHours },
  { title: 'HOLIDAYS', of: ({ holidayHours }) => holidayHours },
];

const text = (hours: number) => String(Math.round(hours * 10) / 10);
