import type { Command } from 'commander';
import { listReadiness } from '../contract/respond/readiness.ts';
import { singleLine } from '../domain/text.ts';
import { readList } from './all-pages.ts';
import { type ConnectionOptions, connect, withServer } from './connection.ts';
import { printJson, printLine, when } from './print.ts';

export function addReadiness(program: Command): void {
  withServer(program.command('readiness'))
    .description('list services that would wake nobody at some time of the next 30 days')
    .option('--all', 'also list services that are ready', false)
    .action(readiness);
}

async function readiness(options: ConnectionOptions & { all: boolean }): Promise<void> {
  const query = options.all ? {} : { result: 'not-ready' as const };
  const found = await readList(connect(options), listReadiness, { query });
  if (options.json) return printJson(found);
  for (const { service, result, gaps } of found) {
    printLine(`${singleLine(service.name)}: ${result.replaceAll('_', ' ')}`);
    for (const { startsAt, endsAt, sentence, mend } of gaps)
      printLine(`  ${when(startsAt)} to ${when(endsAt)}  ${singleLine(sentence)} ${singleLine(mend.text)}`);
  }
  if (found.length === 0) printLine('No service has a known gap.');
}
