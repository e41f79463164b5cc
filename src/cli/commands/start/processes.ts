import type { Logger } from 'pino';
import type { Config } from '../../../server/config.ts';
import { startEmbedded } from '../../../server/platform/db/embedded.ts';
import { explainStart } from '../../../server/platform/explain-start.ts';
import { connectionsOf } from '../../../server/platform/processes/pool-sizes.ts';
import { superviseProcesses } from '../../../server/platform/processes/supervisor.ts';
import { exitCodes } from '../../exit-codes.ts';
import { printLine } from '../../print.ts';
import { announce, stopSignal, stopWith } from './words.ts';

/** For backups, doctor and whoever looks in by hand. */
const connectionsForOthers = 20;

type Options = { config: Config; log: Logger; version: string; startedAt: number };

/** The parent of several processes on one port: it has the embedded PostgreSQL, and starts again what ends. */
export async function startProcesses({ config, log, version, startedAt }: Options): Promise<void> {
  const wanted = config.processes;
  const embedded = config.databaseUrl === undefined ? await startDatabase(config, log) : undefined;
  const processes = superviseProcesses({ wanted, embeddedUrl: embedded?.url, log });
  const stopAll = async () => {
    await processes.stop();
    await embedded?.stop();
  };
  const signal = stopSignal();
  process.on('SIGUSR2', () => {
    printLine('Replacing the processes one after the other (SIGUSR2)');
    void processes.replaceAll().then(() => printLine('All processes were replaced, or the log says which was not'));
  });
  const first = await Promise.race([processes.start(), signal]);
  if (first === null) {
    await stopAll();
    process.exit(exitCodes.failed);
  }
  if (typeof first !== 'string') announce({ version, startedAt, processes: wanted, ...first });
  await stopWith(await signal, stopAll, processes.kill);
}

async function startDatabase(config: Config, log: Logger) {
  printLine('Starting the embedded PostgreSQL');
  const settings = { max_connections: connectionsOf(config.processes) + connectionsForOthers };
  try {
    return await startEmbedded({ dataDir: config.dataDir, log, postgresBin: config.postgresBin, settings });
  } catch (error) {
    throw explainStart(error, config);
  }
}
