import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { findHome, readVersion } from '../home.ts';
import { printError, printLine } from '../print.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the server; settings come from the environment, see `evenkeel config`')
    .option('--demo', 'start a demo of a fictional shop, in a separate data folder')
    .action(start);
}

/** Runs until a signal asks it to stop. */
async function start({ demo: isDemo = false }: { demo?: boolean }): Promise<void> {
  const startedAt = performance.now();
  const home = findHome();
  const version = readVersion(home);
  const { demoConfig, readConfig } = await import('../../server/config.ts');
  const config = isDemo ? demoConfig(readConfig(process.env)) : readConfig(process.env);
  const { startServer } = await import('../../server/main.ts');
  const { explainStart } = await import('../../server/platform/explain-start.ts');
  const { openLog } = await import('../../server/platform/log.ts');
  // People read the progress on standard output, machines the log on standard error.
  const log = openLog(config.logLevel);
  // Node would end the process. All that lasts is in the database under leases, so one failure that nobody waited for is
  // no reason to stop paging.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody waited for'));
  const decoration = isDemo ? (await import('../../server/demo/decoration.ts')).demo : undefined;
  const server = await startServer({ config, home, version, decoration, log, progress: printLine }).catch(
    (error: unknown) => {
      throw explainStart(error, config);
    },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  printLine(`Evenkeel ${version} is ready after ${seconds} s: ${server.url}`);
  if (server.signInUrl)
    printLine(
      `This is the demo; everything in it is made up. Open it with this link, which works once: ${server.signInUrl}`,
    );
  if (server.setupUrl) printLine(`Set up the first admin with this link, which works once: ${server.setupUrl}`);

  // Whatever is wrong with it will be seen where it matters; a rehearsal that fails stops nothing.
  server.rehearse().catch((error: unknown) => log.warn({ err: error }, 'the rehearsal failed'));
  const signal = await stopSignal();
  printLine(`Stopping (${signal}) after finishing running work. Send the signal again to stop immediately.`);
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(exitCodes.failed));
  try {
    await server.stop();
  } catch (error) {
    printError(`Could not stop cleanly: ${(error as Error).message}`);
    process.exit(exitCodes.failed);
  }
  process.exit(exitCodes.ok);
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
}
