import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, processCommand, processStart } from './process-identity.ts';
import { commandFor, programEnvironment, type RunAs } from './run-as.ts';

/** A running PostgreSQL server, ours by birth or by adoption. */
export type Postmaster = {
  pid: number;
  /** Settles when the process has ended. */
  gone: Promise<void>;
  hasEnded(): boolean;
};

export type LaunchOptions = {
  postgres: string;
  major: number;
  clusterFolder: string;
  logPath: string;
  runAs: RunAs;
};

/** What a running server writes into its `postmaster.pid`. */
type PidFile = {
  pid: number;
  port: number;
  status: string;
};

/** Starts the server without waiting until it accepts connections. */
export async function launch({ postgres, clusterFolder, logPath, runAs }: LaunchOptions): Promise<Postmaster> {
  const [program, args] = commandFor(runAs, postgres, ['-D', clusterFolder]);
  removeStalePidFile(clusterFolder);
  const logFile = openSync(logPath, 'a', 0o600);
  const child = spawn(program, args, {
    uid: runAs.uid,
    gid: runAs.gid,
    env: programEnvironment(),
    cwd: '/',
    // A group of its own: Ctrl+C in the terminal must reach the app alone, which then stops the database last.
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  closeSync(logFile);
  child.unref();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return { pid: child.pid!, gone, hasEnded: () => child.exitCode !== null || child.signalCode !== null };
}

/**
 * Waits while the server replays its log, however long that takes.
 * @returns whether it accepts connections; false when it ended first.
 */
export async function becomesReady(postmaster: Postmaster, clusterFolder: string): Promise<boolean> {
  while (!postmaster.hasEnded()) {
    const file = readPidFile(clusterFolder);
    if (file?.pid === postmaster.pid && file.status === 'ready') return true;
    await wait(15);
  }
  return false;
}

/** The server that an earlier app left running on this cluster, if there is one. */
export function findLeftRunning(clusterFolder: string): (Postmaster & PidFile) | undefined {
  const file = readPidFile(clusterFolder);
  if (!file || !isServer(file.pid, clusterFolder)) return undefined;
  const start = processStart(file.pid);
  const hasEnded = () => !isRunning(file.pid) || processStart(file.pid) !== start;
  return { ...file, gone: untilGone(hasEnded), hasEnded };
}

/**
 * PostgreSQL refuses to start while the number in its pid file is taken, even if only by a zombie that nobody reaps or
 * by another program that got the number later. Should a session of the old server still live, the shared memory block,
 * which is found by the folder, stops the new one all the same.
 */
function removeStalePidFile(clusterFolder: string): void {
  const file = readPidFile(clusterFolder);
  if (file && !isServer(file.pid, clusterFolder)) rmSync(join(clusterFolder, 'postmaster.pid'), { force: true });
}

function isServer(pid: number, clusterFolder: string): boolean {
  if (!isRunning(pid)) return false;
  const command = processCommand(pid);
  return !command || command.includes(clusterFolder);
}

export function readPidFile(clusterFolder: string): PidFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 ? { pid, port, status: lines[7]?.trim() ?? '' } : undefined;
}

/** Ends the server: orderly first (sessions are cut off, everything is written), then ever harder. */
export async function shutDown(postmaster: Postmaster, patienceMs = 20_000): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, waitMs] of steps) {
    if (postmaster.hasEnded()) return;
    sendSignal(postmaster.pid, signal);
    const timeout = new AbortController();
    const ended = postmaster.gone.then(() => true);
    const late = wait(waitMs, false, { signal: timeout.signal }).catch(() => false);
    if (await Promise.race([ended, late])) {
      timeout.abort();
      return;
    }
  }
}

/** @returns false when there is no such process any more. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function untilGone(hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) await wait(250, undefined, { ref: false });
}
