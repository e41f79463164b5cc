import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { listPages, type Page, pageFeedbacks } from '../../contract/respond/pages/page.ts';
import {
  addResponders,
  type PagesResponse,
  respondToPages,
  setPageFeedback,
} from '../../contract/respond/pages/responses.ts';
import { feedbackWords } from '../../domain/respond/page-feedback.ts';
import { severityLabel } from '../../domain/severity.ts';
import { singleLine } from '../../domain/text.ts';
import { readList } from '../all-pages.ts';
import { minutesFromNow, positive, withinChoices } from '../arguments.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Column, printJson, printLine, printTable, when } from '../print.ts';
import { findTarget } from './page.ts';

const states = ['open', 'acknowledged', 'resolved', 'unresolved'] as const;

const answers = [...pageFeedbacks, 'none'] as const;

const columns: Column<Page>[] = [
  { title: 'ID', of: (page) => page.id, align: 'right' },
  { title: 'SEVERITY', of: (page) => severityLabel(page.severity) },
  { title: 'STATE', of: (page) => page.state },
  { title: 'SINCE', of: (page) => when(page.openedAt) },
  { title: 'ACKNOWLEDGED BY', of: (page) => page.acknowledgedBy?.name ?? null },
  { title: 'TITLE', of: (page) => page.title },
];

const verbs: { verb: string; action: PagesResponse['action']; words: string }[] = [
  { verb: 'ack', action: 'acknowledge', words: 'acknowledge pages, so nobody else is notified' },
  { verb: 'unack', action: 'unacknowledge', words: 'unacknowledge pages, so they page from their first step' },
  { verb: 'unsnooze', action: 'unsnooze', words: 'cancel the snooze of pages, which stay acknowledged' },
  { verb: 'resolve', action: 'resolve', words: 'resolve pages and their alerts' },
  { verb: 'escalate', action: 'escalate', words: 'notify the next step now' },
  { verb: 'decline', action: 'decline', words: 'say that you cannot take pages, so the next step is notified now' },
];

export function addPages(program: Command): void {
  const pages = program.command('pages').description('list pages, respond to them and add responders');
  withServer(pages.command('list', { isDefault: true }))
    .description('list pages, newest first')
    .option('--state <state>', `one of ${states.join(', ')}`, withinChoices(states), 'unresolved')
    .option('--limit <count>', 'maximum number to list', positive, 50)
    .action(list);
  for (const { verb, action, words } of verbs) {
    withServer(pages.command(verb).argument('<ids...>', 'page numbers'))
      .description(words)
      .action((ids: string[], options: ConnectionOptions) => respond(ids, options, { action }));
  }
  withServer(pages.command('snooze').argument('<ids...>', 'page numbers'))
    .description('acknowledge pages until a time, when those that are not resolved page again')
    .option('--minutes <count>', 'for how long', positive, 60)
    .action((ids: string[], { minutes, ...options }: ConnectionOptions & { minutes: number }) =>
      respond(ids, options, { action: 'snooze', until: minutesFromNow(minutes) }),
    );
  withServer(pages.command('reassign').argument('<ids...>', 'page numbers'))
    .description('give pages to somebody else, who is paged at once')
    .requiredOption('--to <target>', 'person:<e-mail>, schedule:<slug>, team:<slug> or policy:<slug>')
    .action(async (ids: string[], { to, ...options }: ConnectionOptions & { to: string }) =>
      respond(ids, options, { action: 'reassign', target: await findTarget(connect(options), to) }),
    );
  withServer(pages.command('feedback').argument('<ids...>', 'page numbers'))
    .description('say whether acknowledged or resolved pages needed a person')
    .requiredOption('--answer <answer>', answers.join(', '), withinChoices(answers))
    .action(giveFeedback);
  withServer(pages.command('reopen').argument('<ids...>', 'page numbers'))
    .description('reopen pages resolved within the last 24 hours')
    .requiredOption('-r, --reason <reason>', 'why it is not over')
    .action((ids: string[], options: ConnectionOptions & { reason: string }) =>
      respond(ids, options, { action: 'reopen', reason: options.reason }),
    );
  withServer(pages.command('add').argument('<id>', 'page number', positive))
    .description('page more people for an open or acknowledged page')
    .argument('<targets...>', 'person:<e-mail>, schedule:<slug>, team:<slug> or policy:<slug>')
    .option('-m, --message <message>', 'what you need from them', '')
    .option('--together', 'one acknowledgement for everyone', false)
    .action(add);
}

async function list(options: ConnectionOptions & { state: (typeof states)[number]; limit: number }): Promise<void> {
  const found = await readList(connect(options), listPages, { query: { state: options.state } }, options.limit);
  if (options.json) return printJson(found);
  printTable(columns, found, 'No pages found.');
}

type Response = Partial<PagesResponse> & Pick<PagesResponse, 'action'>;

async function respond(ids: string[], options: ConnectionOptions, response: Response): Promise<void> {
  const { items } = await connect(options).call(respondToPages, { body: { ids: ids.map(positive), ...response } });
  if (items.some(({ refusal }) => refusal !== null)) process.exitCode = exitCodes.failed;
  if (options.json) return printJson(items);
  for (const { id, state, refusal } of items) printLine(`${id}  ${singleLine(refusal ?? state ?? '')}`);
}

type FeedbackOptions = ConnectionOptions & { answer: (typeof answers)[number] };

async function giveFeedback(ids: string[], { answer, ...options }: FeedbackOptions): Promise<void> {
  const client = connect(options);
  const given = [];
  for (const id of ids.map(positive)) {
    const body = { answer: answer === 'none' ? null : answer };
    given.push(await client.call(setPageFeedback, { params: { id }, body }));
  }
  if (options.json) return printJson(given);
  for (const { id, feedback } of given)
    printLine(`${id}  ${feedback ? feedbackWords[feedback.answer] : 'No feedback'}`);
}

type AddOptions = ConnectionOptions & { message: string; together: boolean };

async function add(id: number, names: string[], options: AddOptions): Promise<void> {
  const client = connect(options);
  const targets = [];
  for (const name of names) targets.push(await findTarget(client, name));
  const body = { targets, message: options.message, acknowledgesTogether: options.together };
  const { items } = await client.call(addResponders, { params: { id }, body }, { idempotencyKey: randomUUID() });
  if (options.json) return printJson(items);
  for (const { pageId, name, state } of items) printLine(`${pageId}  ${state}  ${singleLine(name)}`);
}
