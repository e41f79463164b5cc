import type { Command } from 'commander';
import { printJson, printLine } from './print.ts';
import { withDatabase } from './with-database.ts';

export function addPeople(program: Command): void {
  program
    .command('people')
    .description('help people in; works on the database itself, with the settings of the server')
    .command('reset-link')
    .description('make a link with which somebody chooses a new password, once, within an hour')
    .argument('<email>', 'the address of the person')
    .option('--json', 'print JSON for programs')
    .action(resetLink);
}

async function resetLink(email: string, options: { json?: boolean }): Promise<void> {
  const made = await withDatabase((module, given) => module.makeResetLink(email.trim().toLowerCase(), given));
  if (options.json) return printJson(made);
  printLine(made.link);
  printLine(`It works once, until ${made.expiresAt}. Choosing a password ends every session of ${email}.`);
}
