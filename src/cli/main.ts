/** The one executable: starts the server, and drives a running one through its API. */
import { Command, CommanderError } from 'commander';
import { ApiProblem } from '../client/client.ts';
import { singleLine } from '../domain/text.ts';
import { addAlerts } from './commands/alerts.ts';
import { addCalendars } from './commands/calendar.ts';
import { addChecks } from './commands/checks.ts';
import { addApply } from './commands/configuration/apply.ts';
import { addDiff } from './commands/configuration/diff.ts';
import { addExport } from './commands/configuration/export.ts';
import { addBackup, addRestore } from './commands/database/backup.ts';
import { addMigrate } from './commands/database/migrate.ts';
import { addPersonalData } from './commands/database/personal-data.ts';
import { addPrepare } from './commands/database/prepare.ts';
import { addRetention } from './commands/database/retention.ts';
import { addSecrets } from './commands/database/secrets.ts';
import { addDoctor } from './commands/doctor.ts';
import { addHandoff } from './commands/handoff.ts';
import { addImport } from './commands/import/import.ts';
import { addIncidents } from './commands/incidents.ts';
import { addMcp } from './commands/mcp.ts';
import { addMeasures } from './commands/measures.ts';
import { addMoveIn } from './commands/move-in/status.ts';
import { addOnCall } from './commands/on-call.ts';
import { addPage } from './commands/page.ts';
import { addPages } from './commands/pages.ts';
import { addParallelRuns } from './commands/parallel-runs.ts';
import { addPeople } from './commands/people.ts';
import { addDigests } from './commands/program/digests.ts';
import { addGoals } from './commands/program/goals.ts';
import { addLetters } from './commands/program/letters.ts';
import { addPlans } from './commands/program/plans.ts';
import { addPlaybook, addProgram, addSkills } from './commands/program/program.ts';
import { addSlides } from './commands/program/slides.ts';
import { addProviders } from './commands/providers.ts';
import { addReadiness } from './commands/readiness.ts';
import { addRota } from './commands/rota.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStart } from './commands/start/start.ts';
import { addTestPage } from './commands/test-page.ts';
import { addWebhooks } from './commands/webhooks.ts';
import { addConfig } from './config.ts';
import { CommandProblem, exitCodes, exitCodesText } from './exit-codes.ts';
import { findHome, readVersion } from './home.ts';
import { printError } from './print.ts';

const commands = [
  addStart,
  addConfig,
  addApply,
  addDiff,
  addExport,
  addAlerts,
  addChecks,
  addIncidents,
  addImport,
  addOnCall,
  addHandoff,
  addRota,
  addCalendars,
  addPage,
  addPages,
  addParallelRuns,
  addPeople,
  addMeasures,
  addMoveIn,
  addMcp,
  addProgram,
  addGoals,
  addPlans,
  addLetters,
  addDigests,
  addSkills,
  addPlaybook,
  addSlides,
  addProviders,
  addWebhooks,
  addReadiness,
  addPersonalData,
  addRetention,
  addTestPage,
  addSimulate,
  addDoctor,
  addPrepare,
  addMigrate,
  addBackup,
  addRestore,
  addSecrets,
];

export function buildProgram(version: string): Command {
  const program = new Command('evenkeel')
    .description('Incident management, from the first signal to the last lesson.')
    .version(version)
    .addHelpText('after', exitCodesText)
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of commands) add(program);
  return program;
}

/** Runs one command line and says how the process shall end; never throws. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    const program = buildProgram(readVersion(findHome()));
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return explain(error as Error);
  }
}

function explain(error: Error): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof CommandProblem) {
    printError(error.message);
    return error.exitCode;
  }
  // Problems of the server come by name: importing their classes would load the server for every command.
  if (error.name === 'StartProblem' || error.name === 'ConfigProblem') {
    printError(error.message);
    return exitCodes.failed;
  }
  if (error instanceof ApiProblem) {
    printError(singleLine(error.detail ?? error.title));
    for (const field of error.errors) printError(`  ${singleLine(field.path)}: ${singleLine(field.message)}`);
    if (error.status === 401) printError('Provide a token with --token, EVENKEEL_TOKEN or EVENKEEL_TOKEN_FILE.');
    return error.status === 400 ? exitCodes.usage : exitCodes.failed;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && code.startsWith('E') && !code.startsWith('ERR_')) {
    printError(`${error.message}.`);
    return exitCodes.failed;
  }
  printError(error.stack ?? String(error));
  return exitCodes.failed;
}

// `evenkeel alerts | head` closes the pipe early; that is no fault, least of all of a server.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
process.exitCode = await runCommand(process.argv.slice(2));
