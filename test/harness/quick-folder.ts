import { mkdtemp, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const memory = '/dev/shm';
const enoughBytes = 3 * 1024 ** 3;

/**
 * A new folder for data that only has to last as long as the test run: in memory where that has room, because a
 * database there is copied twenty times as fast; else in the system's folder for temporary files. The caller removes it.
 */
export async function makeQuickFolder(prefix: string): Promise<string> {
  return mkdtemp(path.join((await hasRoom()) ? memory : os.tmpdir(), prefix));
}

async function hasRoom(): Promise<boolean> {
  const found = await statfs(memory).catch(() => null);
  return found !== null && found.bavail * found.bsize >= enoughBytes;
}
