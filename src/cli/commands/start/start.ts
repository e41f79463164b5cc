import type { Command } from 'commander';
import type { Membership } from '../../../server/platform/processes/member.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { findHome, readVersion } from '../../home.ts';
import { printError, printLine } from '../../print.ts';
import { announce, stopSignal, stopWith } from './words.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the server; settings come from the environment, see `evenkeel config`')
    .option('--demo', 'start a demo of a fictional shop, in a separate data folder')
    .option('--processes <count>', 'how many processes accept on the port, or auto for one for each processor')
    .action(start);
}

/** Runs until a signal asks it to stop. */
async function start(options: { demo?: boolean; processes?: string }): Promise<void> {
  const startedAt = performance.now();
  const { default: cluster } = await import('node:cluster');
  // Before all that takes its time: the parent listens for words of life.
  const membership = cluster.isWorker ? await joinParent() : null;
  const isDemo = options.demo === true;
  if (isDemo && options.processes !== undefined)
    throw new CommandProblem('The demo runs in one process: leave out --processes.', exitCodes.usage);
  const { demoConfig, readConfig } = await import('../../../server/config.ts');
  const given = options.processes === undefined ? {} : { EVENKEEL_PROCESSES: options.processes };
  const settings = readConfig({ ...process.env, ...given });
  const config = isDemo ? demoConfig(settings) : settings;
  const { openLog } = await import('../../../server/platform/log.ts');
  // People read the progress on standard output, machines the log on standard error.
  const log = openLog(config.logLevel);
  if (membership === null && config.processes > 1) {
    const { startProcesses } = await import('./processes.ts');
    return startProcesses({ config, log, version: readVersion(findHome()), startedAt });
  }
  try {
    await startHere({ config, log, isDemo, membership, startedAt });
  } catch (error) {
    // The line to the parent would keep it; whoever catches this prints the reason first.
    if (membership) setImmediate(() => process.exit(exitCodes.failed));
    throw error;
  }
}

async function joinParent(): Promise<Membership> {
  return (await import('../../../server/platform/processes/member.ts')).joinParent();
}

type Here = {
  config: import('../../../server/config.ts').Config;
  log: import('pino').Logger;
  isDemo: boolean;
  membership: Membership | null;
  startedAt: number;
};

/** The server in this process, alone or as one of several. */
async function startHere({ config, log, isDemo, membership, startedAt }: Here): Promise<void> {
  const home = findHome();
  const version = readVersion(home);
  const { startServer } = await import('../../../server/main.ts');
  const { explainStart } = await import('../../../server/platform/explain-start.ts');
  // Node would end the process. All that lasts is in the database under leases, so one failure that nobody waited for is
  // no reason to stop paging.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody waited for'));
  const decoration = isDemo ? (await import('../../../server/demo/decoration.ts')).demo : undefined;
  const server = await startServer({
    config,
    home,
    version,
    decoration,
    log,
    embeddedUrl: membership?.embeddedUrl,
    group: membership?.group,
    progress: membership === null || membership.isVeryFirst ? printLine : () => {},
  }).catch((error: unknown) => {
    throw explainStart(error, config);
  });
  if (membership) membership.ready({ url: server.url, setupUrl: server.setupUrl });
  else announce({ version, startedAt, url: server.url, setupUrl: server.setupUrl, signInUrl: server.signInUrl });

  // Whatever is wrong with it will be seen where it matters; a rehearsal that fails stops nothing.
  server.rehearse().catch((error: unknown) => log.warn({ err: error }, 'the rehearsal failed'));
  if (membership) {
    await membership.askedToStop;
    await server.stop().catch((error: Error) => {
      printError(`Could not stop cleanly: ${error.message}`);
      process.exit(exitCodes.failed);
    });
    process.exit(exitCodes.ok);
  }
  await stopWith(await stopSignal(), () => server.stop());
}
