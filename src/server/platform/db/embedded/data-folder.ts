import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode, StartProblem } from '../../start-problem.ts';
import { lockFolder } from './folder-lock.ts';

export const markerName = 'evenkeel-data.json';
/** Where the embedded database listens, and its passwords. */
export const accessName = 'database.json';
/** Names that a file system or a desktop puts into a folder by itself. */
const namesOfNobody = new Set(['lost+found', '.DS_Store']);
const leastFreeBytes = 64 * 1024 * 1024;

export type DataFolder = {
  /** Absolute, with symbolic links resolved. */
  path: string;
  /** Gives the folder back, so that another Evenkeel may open it. */
  release(): void;
};

/**
 * Creates or opens the data folder and takes it for this process alone.
 * Call it before anything is written there: a folder that holds files of others is refused.
 * @throws StartProblem when it cannot be written, is not ours, is full, or another running Evenkeel holds it.
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  let path = resolve(dataDir);
  try {
    createFolder(path, 0o700);
    path = realpathSync(path);
    const names = readdirSync(path).filter((name) => !namesOfNobody.has(name));
    if (names.length > 0 && !names.includes(markerName)) {
      throw new StartProblem(
        `The folder ${path} holds files that are not Evenkeel's (${names.slice(0, 3).join(', ')}); choose an empty folder for the data.`,
      );
    }
    refuseFullDisk(path);
    writeFileSync(join(path, markerName), `${JSON.stringify({ format: 1 })}\n`);
    return { path, release: await lockFolder(path) };
  } catch (error) {
    throw folderProblem(path, error);
  }
}

/** Level by level, because Node's recursive mkdir never returns below /proc, where it is told that the parent is missing. */
export function createFolder(path: string, mode: number): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) createFolder(dirname(path), 0o755);
  mkdirSync(path, { mode });
}

/**
 * Takes reading and writing of the folder, and of the passwords in it, away from everybody else on the machine. Passing
 * through stays as it is: where root runs PostgreSQL as another user, that user needs it.
 * @returns a sentence when others may still look in, which only the owner can change
 */
export function tightenFolder(folder: string): string | null {
  if (process.platform === 'win32') return null;
  const exposed = [folder, join(folder, accessName)].filter((path) => existsSync(path) && !tighten(path));
  if (exposed.length === 0) return null;
  return `Other users of this machine may read or write ${exposed.join(' and ')}: run chmod o-rw on it.`;
}

/** False when only the owner can take it away from others. */
function tighten(path: string): boolean {
  const { mode } = statSync(path);
  if ((mode & 0o006) === 0) return true;
  try {
    chmodSync(path, mode & 0o771);
    return true;
  } catch {
    return false;
  }
}

/** Turns what the operating system said about a folder into a sentence; passes any other error through. */
export function folderProblem(path: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartProblem(`${path} cannot be the data folder, because it or a folder above it is a file.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartProblem(`The data folder ${path} cannot be written by this user.`);
    case 'ENOENT':
      return new StartProblem(`The data folder ${path} cannot be created there.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem(`The disk that holds the data folder ${path} is full.`);
    default:
      return error;
  }
}

function refuseFullDisk(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  if (freeBytes < leastFreeBytes) {
    const freeMegabytes = Math.floor(freeBytes / 1024 / 1024);
    throw new StartProblem(
      `The disk that holds the data folder ${path} is full: ${freeMegabytes} MB are free, at least ${leastFreeBytes / 1024 / 1024} MB are needed.`,
    );
  }
}
