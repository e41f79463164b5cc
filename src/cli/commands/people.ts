import type { Command } from 'commander';
import { printJson, printLine } from '../print.ts';
import { withDatabase } from '../with-database.ts';

export function addPeople(program: Command): void {
  const people = program
    .command('people')
    .description('help people sign in; works directly on the database, with the settings of the server');
  people
    .command('reset-link')
    .description('create a one-time link to choose a new password; expires in an hour')
    .argument('<email>', 'e-mail address of the person')
    .option('--json', 'print JSON')
    .action(resetLink);
  people
    .command('sign-in-link')
    .description(
      'create a one-time link that signs an admin in, also while single sign-on is required; for emergencies',
    )
    .argument('<email>', 'e-mail address of an admin')
    .option('--json', 'print JSON')
    .action(signInLink);
}

async function signInLink(email: string, options: { json?: boolean }): Promise<void> {
  const made = await withDatabase((module, given) => module.makeSignInLink(email.trim().toLowerCase(), given));
  if (options.json) return printJson(made);
  printLine(made.link);
  printLine(`It works once and expires at ${made.expiresAt}. The other admins are told when it is used.`);
}

async function resetLink(email: string, options: { json?: boolean }): Promise<void> {
  const made = await withDatabase((module, given) => module.makeResetLink(email.trim().toLowerCase(), given));
  if (options.json) return printJson(made);
  printLine(made.link);
  printLine(`It works once and expires at ${made.expiresAt}. Choosing a new password signs ${email} out everywhere.`);
}
