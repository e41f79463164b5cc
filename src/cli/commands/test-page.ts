import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { sendTestPages } from '../../contract/respond/pages/test-pages.ts';
import { singleLine } from '../../domain/text.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { CommandProblem } from '../exit-codes.ts';
import { printJson, printLine } from '../print.ts';
import { findTarget } from './page.ts';

export function addTestPage(program: Command): void {
  withServer(program.command('test-page'))
    .description('send a test page to each person behind a target')
    .argument('<target>', 'person:<e-mail>, schedule:<slug>, team:<slug> or policy:<slug>')
    .action(testPage);
}

async function testPage(target: string, options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const body = { target: await findTarget(client, target) };
  const sent = await client.call(sendTestPages, { body }, { idempotencyKey: randomUUID() });
  if (options.json) printJson(sent);
  else {
    for (const { id, person } of sent.items) printLine(`Test page ${id} sent to ${singleLine(person.name)}`);
    for (const { person, because } of sent.notPaged) printLine(`Not paged: ${singleLine(person.name)} ${because}`);
  }
  if (sent.items.length === 0) throw new CommandProblem('Nobody was paged.');
}
