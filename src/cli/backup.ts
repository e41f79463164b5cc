import type { Command } from 'commander';
import { singleLine } from '../domain/text.ts';
import { printError, printJson, printLine } from './print.ts';
import { withDatabase } from './with-database.ts';

const about = 'The settings of the server say where its database is; see `evenkeel config`.';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'where to write it')
    .description(`write everything to a file, also while the server runs. ${about}`)
    .option('--json', 'print JSON for programs')
    .action(backup);
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a file made by `evenkeel backup`')
    .description(`fill an empty data folder or database from a backup, while no server runs. ${about}`)
    .option('--accept-other-key', 'although the backup was sealed under another key, which an older one here opens')
    .option('--json', 'print JSON for programs')
    .action(restore);
}

async function backup(file: string, options: { json?: boolean }): Promise<void> {
  const summary = await withDatabase((module, given) => module.backUpTo(file, given));
  if (options.json) return printJson(summary);
  const kilobytes = Math.ceil(summary.bytes / 1024).toLocaleString('en');
  printLine(
    `${file}: ${summary.rowCount.toLocaleString('en')} rows of ${summary.tables.length} tables, ${kilobytes} KB.`,
  );
  printLine(
    `Its secrets are sealed. To restore it keep the key ${summary.header.secretKeyId} too, apart from it: the file secret.key of the data folder, or EVENKEEL_SECRET_KEY.`,
  );
}

async function restore(file: string, options: { json?: boolean; acceptOtherKey?: boolean }): Promise<void> {
  const acceptOtherKey = options.acceptOtherKey ?? false;
  const summary = await withDatabase((module, given) => module.restoreFrom(file, { ...given, acceptOtherKey }));
  if (options.json) return printJson(summary);
  printLine(`Restored ${summary.rowCount.toLocaleString('en')} rows as of ${summary.header.madeAt}.`);
  for (const note of summary.notes) printError(singleLine(note, 300));
}
