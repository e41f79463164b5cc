import type { Command } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { findHome, readVersion } from './home.ts';
import { printError, printLine } from './print.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the server; settings come from the environment, see `evenkeel config`')
    .action(start);
}

/** Runs until a signal asks it to stop. */
async function start(): Promise<void> {
  const startedAt = performance.now();
  const home = findHome();
  const version = readVersion(home);
  const { readConfig } = await import('../server/config.ts');
  const config = readConfig(process.env);
  const { startServer } = await import('../server/main.ts');
  const { explainStart } = await import('../server/platform/explain-start.ts');
  const { pino } = await import('pino');
  // People read the progress on standard output, machines the log on standard error.
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const server = await startServer({ config, home, version, log, progress: printLine }).catch((error: unknown) => {
    throw explainStart(error, config);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  printLine(`Evenkeel ${version} is ready after ${seconds} s: ${server.url}`);
  if (server.setupUrl) printLine(`Set up the first admin here, once: ${server.setupUrl}`);

  const signal = await stopSignal();
  printLine(`Stopping (${signal}); what runs may end first. A second signal ends it at once.`);
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(exitCodes.failed));
  try {
    await server.stop();
  } catch (error) {
    printError(`It did not stop cleanly: ${(error as Error).message}`);
    process.exit(exitCodes.failed);
  }
  process.exit(exitCodes.ok);
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
}
