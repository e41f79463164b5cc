/** A backup that is being written has a name of its own, so that the file appears whole or not at all. */
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { isRunning, processStart } from '../db/embedded/process-identity.ts';
import { BackupProblem } from './format.ts';

export type UnfinishedFile = {
  stream: Writable;
  /** Gives it its name; returns its size in bytes. */
  finish(): Promise<number>;
  discard(): Promise<void>;
};

/**
 * Opens the file beside its later place, and removes what backups of the same file left that died on this machine.
 * @throws BackupProblem when nothing can be written there
 */
export async function openUnfinished(file: string): Promise<UnfinishedFile> {
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new BackupProblem(`${file} is a folder; name a file in it.`);
  await removeLeft(file);
  const unfinished = `${file}.${ownMark(process.pid)}${ending}`;
  let handle: FileHandle;
  try {
    handle = await open(unfinished, 'wx', 0o600);
  } catch (error) {
    throw fileProblem(file, error as Error);
  }
  const discard = () => rm(unfinished, { force: true });
  return {
    stream: handle.createWriteStream({ flush: true }),
    async finish() {
      const { size } = await stat(unfinished);
      await rename(unfinished, file);
      return size;
    },
    discard,
  };
}

/** One sentence for what the system says of a file; other errors are passed on. */
export function fileProblem(file: string, error: Error): Error {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupProblem(`${file} cannot be written: the disk is full. What was written of it is removed.`);
    case 'ENOENT':
      return new BackupProblem(`${file} cannot be written: there is no folder ${path.dirname(path.resolve(file))}.`);
    case 'ENOTDIR':
      return new BackupProblem(`${file} cannot be written: ${path.dirname(file)} is not a folder.`);
    case 'EISDIR':
      return new BackupProblem(`${file} is a folder; name a file in it.`);
    case 'EACCES':
    case 'EPERM':
      return new BackupProblem(`${file} cannot be written: this user may not write there.`);
    case 'EROFS':
      return new BackupProblem(`${file} cannot be written: the disk is read-only.`);
    case 'ENAMETOOLONG':
      return new BackupProblem(`${file} cannot be written: the name is too long.`);
    case 'EIO':
    case 'EFBIG':
    case 'EMFILE':
    case 'ENFILE':
      return new BackupProblem(`${file} cannot be written: ${error.message}.`);
    default:
      return error;
  }
}

const ending = '.unfinished';

/** Which process writes: its machine, its number and when it began, so that a later one is not taken for it. */
function ownMark(pid: number): string {
  const began = (processStart(pid) ?? '').replace(/[^A-Za-z0-9]+/g, '');
  return `${os.hostname()}-${pid}-${began || 'unknown'}`;
}

async function removeLeft(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const start = `${path.basename(file)}.${os.hostname()}-`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(start) || !name.endsWith(ending)) continue;
    const pid = Number(/^\d+/.exec(name.slice(start.length))?.[0]);
    const isWritten = isRunning(pid) && name === `${path.basename(file)}.${ownMark(pid)}${ending}`;
    if (pid > 0 && !isWritten) await rm(path.join(folder, name), { force: true });
  }
}
