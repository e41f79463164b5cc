import type { Command } from 'commander';
import { CommandProblem } from '../../exit-codes.ts';
import { printJson, printLine } from '../../print.ts';
import { withDatabase } from '../../with-database.ts';

const about = 'Works directly on the database, with the settings of the server.';

export function addSecrets(program: Command): void {
  const secrets = program.command('secrets').description(`sealed values in the database and their keys. ${about}`);
  secrets
    .command('status')
    .description('show how many values each key seals; exit code 1 if any cannot be opened')
    .option('--json', 'print JSON')
    .action(status);
  secrets
    .command('reseal')
    .description('re-seal everything with the newest key; start all servers with both keys first')
    .option('--json', 'print JSON')
    .action(reseal);
  secrets
    .command('discard-lost')
    .description('delete what no key can open, when the key is lost for good; creates a new key if there is none')
    .option('--yes', 'confirm; this cannot be undone')
    .option('--json', 'print JSON')
    .action(discardLost);
}

async function status(options: { json?: boolean }): Promise<void> {
  const found = await withSecrets((module, given) => module.describeSecrets(given));
  if (options.json) printJson(found);
  else {
    printLine(`Newest key: ${found.currentKeyId ?? 'none'}`);
    for (const { keyId, kind, count, isReadable } of found.items)
      printLine(`${keyId}  ${isReadable ? '' : 'KEY NOT LOADED  '}${kind}: ${count}`);
  }
  if (found.unreadableCount > 0) process.exitCode = 1;
}

async function reseal(options: { json?: boolean }): Promise<void> {
  const { keyId, resealed, unreadable } = await withSecrets((module, given) => module.resealSecrets(given));
  if (options.json) printJson({ keyId, resealed, unreadable });
  else {
    printLine(`Resealed ${resealed} values under the key ${keyId}.`);
    if (unreadable === 0) printLine('The older keys are no longer needed: remove them and restart the servers.');
  }
  if (unreadable > 0)
    throw new CommandProblem(`${unreadable} values could not be opened with any key and were left unchanged.`);
}

async function discardLost(options: { yes?: boolean; json?: boolean }): Promise<void> {
  if (!options.yes)
    throw new CommandProblem('This permanently deletes every secret that cannot be opened. Add --yes to continue.');
  const result = await withSecrets((module, given) => module.discardLostSecrets(given));
  if (options.json) return printJson(result);
  for (const { kind, keyId, count } of result.discarded) printLine(`Deleted: ${kind} under the key ${keyId}: ${count}`);
  if (result.authenticatorApps > 0)
    printLine(`Authenticator apps removed: ${result.authenticatorApps}; their owners must set them up again.`);
  printLine('Restart every server now. People must add their contact methods again under Profile.');
}

function withSecrets<T>(work: Parameters<typeof withDatabase<T>>[0]): Promise<T> {
  return withDatabase(work).catch((error: Error & { detail?: string }) => {
    if (error.name === 'Problem') throw new CommandProblem(error.detail ?? error.message);
    throw error;
  });
}
