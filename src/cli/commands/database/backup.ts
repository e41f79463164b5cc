import type { Command } from 'commander';
import { singleLine } from '../../../domain/text.ts';
import { printError, printJson, printLine } from '../../print.ts';
import { withDatabase } from '../../with-database.ts';

const about = 'Finds the database through the settings of the server; see `evenkeel config`.';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'file to write')
    .description(`write everything to a file, even while the server is running. ${about}`)
    .option('--json', 'print JSON')
    .action(backup);
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a file made by `evenkeel backup`')
    .description(`restore a backup into an empty data folder or database; stop the server first. ${about}`)
    .option('--accept-other-key', 'restore even if the backup was sealed with another key that an older key here opens')
    .option('--json', 'print JSON')
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
    `Its secrets are sealed. To restore it you also need the key ${summary.header.secretKeyId}: the file secret.key in the data folder, or EVENKEEL_SECRET_KEY. Keep it separately.`,
  );
}

async function restore(file: string, options: { json?: boolean; acceptOtherKey?: boolean }): Promise<void> {
  const acceptOtherKey = options.acceptOtherKey ?? false;
  const summary = await withDatabase((module, given) => module.restoreFrom(file, { ...given, acceptOtherKey }));
  if (options.json) return printJson(summary);
  printLine(`Restored ${summary.rowCount.toLocaleString('en')} rows as of ${summary.header.madeAt}.`);
  for (const note of summary.notes) printError(singleLine(note, 300));
}
