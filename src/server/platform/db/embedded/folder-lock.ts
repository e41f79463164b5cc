import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, StartProblem } from '../../start-problem.ts';
import { isRunning, processStart } from './process-identity.ts';

const heartbeatMs = 2_000;
/** How long a lock from another machine or container must stand still before it counts as left behind. */
const stillMs = 3 * heartbeatMs;

/** How long an app that is just stopping may take to let go, as when a restart follows a stop at once. */
const lettingGoMs = 3_000;

type Holder = {
  pid: number;
  processStart?: string;
  /** Machine and process namespace in which `pid` means something. */
  place: string;
};

/**
 * Takes the folder for this process. A lock left behind by a process that is gone is taken over.
 * @returns a function that gives the folder back.
 * @throws StartProblem when a running Evenkeel holds it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'evenkeel.lock');
  const mine = JSON.stringify({ pid: process.pid, processStart: processStart(process.pid), place: place() });
  const held = (pid: number) =>
    new StartProblem(`Another Evenkeel (process ${pid}) already runs on the data folder ${folder}.`);
  const deadline = performance.now() + lettingGoMs;
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return keepLock(path, mine);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const found = readOrEmpty(path);
    const holder = parseHolder(found);
    if (holder && (await isHeld(path, holder))) {
      if (performance.now() > deadline) throw held(holder.pid);
      await wait(50);
    } else if (!found && attempt < 10) {
      // Empty means that its owner is between creating and writing it, unless it stays so.
      await wait(50);
    } else {
      removeLeftBehind(path, found);
    }
  }
}

function keepLock(path: string, mine: string): () => void {
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder went away under us; the database will say so louder.
    }
  }, heartbeatMs);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    if (readOrEmpty(path) === mine) rmSync(path, { force: true });
  };
}

async function isHeld(path: string, holder: Holder): Promise<boolean> {
  if (holder.place === place()) return isRunning(holder.pid) && processStart(holder.pid) === holder.processStart;
  const before = modifiedAt(path);
  const deadline = performance.now() + stillMs;
  while (performance.now() < deadline) {
    await wait(200);
    if (modifiedAt(path) !== before) return true;
  }
  return false;
}

/** Two starters may see the same left-behind lock: only the file that was judged is removed, a newer one is put back. */
function removeLeftBehind(path: string, judged: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readOrEmpty(aside) !== judged) linkSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function place(): string {
  if (process.platform !== 'linux') return hostname();
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
