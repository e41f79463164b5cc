import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../start-problem.ts';
import { canAdopt, connectionUrl, ensureAppDatabase } from './embedded/app-database.ts';
import { locateBinaries } from './embedded/binaries.ts';
import { type Access, clusterFolder, ensureCluster, freePort, saveAccess } from './embedded/cluster.ts';
import { folderProblem, openDataFolder } from './embedded/data-folder.ts';
import {
  becomesReady,
  findLeftRunning,
  type LaunchOptions,
  launch,
  type Postmaster,
  sendSignal,
  shutDown,
} from './embedded/postmaster.ts';
import { chooseRunAs } from './embedded/run-as.ts';
import { boundLog, lastFailure, logSize } from './embedded/server-log.ts';
import { accessRulesText, configurationText, type Settings } from './embedded/settings.ts';

/** The part of a pino logger that is used here. */
export type DatabaseLog = {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export type EmbeddedOptions = {
  /** The app's data folder; it is created when missing and belongs to one running app at a time. */
  dataDir: string;
  log: DatabaseLog;
  /** The folder of the programs of the machine's own PostgreSQL; left out: the one that npm installed. */
  postgresBin?: string | undefined;
  /** Overrides single lines of postgresql.conf. */
  settings?: Settings;
};

export type EmbeddedDatabase = {
  /** Connects as the role `evenkeel`, which owns the database `evenkeel` and is no superuser. */
  url: string;
  /** Connects to the same database as the superuser `postgres`; for backups and repairs. */
  adminUrl: string;
  /** The process id of the server that runs now; it changes when the server had to be started again. */
  pid(): number;
  /** Whether a server that an earlier app left running was taken over. */
  adopted: boolean;
  /** Settles once the server has been stopped by `stop()`. A crash does not settle it: the server is started again. */
  exited: Promise<void>;
  /** Cuts off all sessions, writes everything to disk, ends the server and gives the data folder back. */
  stop(): Promise<void>;
};

/** The server that runs now, and whether it is meant to. */
type Running = {
  postmaster: Postmaster;
  stopping: boolean;
};

const startPatienceMs = 30_000;
const slowestRetryMs = 5_000;
const logCheckMs = 30_000;

/**
 * Runs a PostgreSQL of its own on the given data folder and keeps it running until `stop()`.
 * The port and the passwords stay the same over restarts, so connection pools simply reconnect.
 * @throws StartProblem with a sentence for the operator.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = await openDataFolder(options.dataDir);
  try {
    return await startInFolder(folder.path, folder.release, options);
  } catch (error) {
    folder.release();
    throw folderProblem(folder.path, error);
  }
}

async function startInFolder(folder: string, release: () => void, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log, settings } = options;
  const startedAt = performance.now();
  const binaries = locateBinaries(options.postgresBin);
  const runAs = chooseRunAs(binaries.postgres);
  if (runAs.notice) log.warn({}, runAs.notice);
  const access = await ensureCluster(folder, binaries, runAs);
  const server: LaunchOptions = {
    postgres: binaries.postgres,
    major: binaries.major,
    clusterFolder: clusterFolder(folder),
    logPath: join(folder, 'postgres.log'),
    runAs,
  };
  boundLog(server.logPath);

  const adopted = await adoptOrEnd(server, access, settings, log);
  const running: Running = {
    postmaster: adopted ?? (await firstStart(folder, server, access, settings)),
    stopping: false,
  };

  const endWithProcess = () => {
    if (!running.postmaster.hasEnded()) sendSignal(running.postmaster.pid, 'SIGINT');
    release();
  };
  process.once('exit', endWithProcess);
  try {
    await ensureAppDatabase(access);
  } catch (error) {
    process.off('exit', endWithProcess);
    await shutDown(running.postmaster);
    throw error;
  }
  const logCheck = setInterval(() => boundLog(server.logPath), logCheckMs).unref();

  const exited = keepRunning(running, server, log);
  log.debug(
    { pid: running.postmaster.pid, port: access.port, adopted: adopted !== undefined, durationMs: since(startedAt) },
    adopted ? 'PostgreSQL was still running and has been taken over' : 'PostgreSQL is ready',
  );
  return {
    url: connectionUrl('evenkeel', access.appPassword, access.port),
    adminUrl: connectionUrl('postgres', access.adminPassword, access.port),
    pid: () => running.postmaster.pid,
    adopted: adopted !== undefined,
    exited,
    async stop() {
      if (running.stopping) return exited;
      running.stopping = true;
      clearInterval(logCheck);
      await shutDown(running.postmaster);
      await exited;
      process.off('exit', endWithProcess);
      release();
    },
  };
}

/** Takes over a server left running by an app that died; one that is unwell or has other settings is stopped instead. */
async function adoptOrEnd(
  server: LaunchOptions,
  access: Access,
  settings: Settings | undefined,
  log: DatabaseLog,
): Promise<Postmaster | undefined> {
  const found = findLeftRunning(server.clusterFolder);
  if (!found) return undefined;
  if (await canAdopt(server.clusterFolder, access, configurationText(access.port, server.major, settings)))
    return found;
  log.warn({ pid: found.pid }, 'A PostgreSQL left running by an earlier start is stopped');
  await shutDown(found);
  return undefined;
}

/** Starts the server, on another port if its own was taken meanwhile, and waits for what a killed one left to vanish. */
async function firstStart(
  folder: string,
  server: LaunchOptions,
  access: Access,
  settings: Settings | undefined,
): Promise<Postmaster> {
  const deadline = performance.now() + startPatienceMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 250)) {
    const port = await freePort(access.port);
    if (port !== access.port) saveAccess(folder, Object.assign(access, { port }));
    writeFileSync(join(server.clusterFolder, 'postgresql.conf'), configurationText(port, server.major, settings));
    writeFileSync(join(server.clusterFolder, 'pg_hba.conf'), accessRulesText);
    const logStart = logSize(server.logPath);
    const postmaster = await launch(server);
    if (await becomesReady(postmaster, server.clusterFolder)) return postmaster;
    const reason = lastFailure(server.logPath, logStart) ?? 'it gave no reason';
    if (/No space left on device/i.test(reason)) {
      throw new StartProblem(`The disk that holds the data folder ${folder} is full.`);
    }
    // All of these pass: children of a killed server end within moments, and a port can be swapped.
    const passing = /lock file|shared memory block|could not create any TCP\/IP sockets|could not bind/i.test(reason);
    if (!passing || performance.now() > deadline) {
      throw new StartProblem(
        `PostgreSQL does not start on ${server.clusterFolder}: ${reason} (see ${server.logPath}).`,
      );
    }
    await wait(pauseMs);
  }
}

/**
 * Starts the server again whenever it ends, until `stopping`. Never gives up: while the app lives, whatever keeps the
 * database down (a full disk, say) may be put right.
 */
async function keepRunning(running: Running, server: LaunchOptions, log: DatabaseLog): Promise<void> {
  let pauseMs = 0;
  for (;;) {
    await running.postmaster.gone;
    if (running.stopping) return;
    if (pauseMs === 0) log.error({ pid: running.postmaster.pid }, 'PostgreSQL ended unexpectedly and is started again');
    await wait(pauseMs);
    if (running.stopping) return;
    const startedAt = performance.now();
    const logStart = logSize(server.logPath);
    let reason: string | undefined;
    try {
      running.postmaster = await launch(server);
      if (running.stopping) await shutDown(running.postmaster);
      if (await becomesReady(running.postmaster, server.clusterFolder)) {
        log.info({ pid: running.postmaster.pid, durationMs: since(startedAt) }, 'PostgreSQL is ready again');
        pauseMs = 0;
        continue;
      }
      reason = lastFailure(server.logPath, logStart);
    } catch (error) {
      reason = String(error);
    }
    pauseMs = Math.min(Math.max(pauseMs * 2, 50), slowestRetryMs);
    if (!running.stopping) log.warn({ reason, retryInMs: pauseMs }, 'PostgreSQL does not start yet');
  }
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
