import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type BackupHeader, type BackupLine, BackupProblem } from './format.ts';

/**
 * The lines of a backup in their order.
 * @throws BackupProblem when it is no backup, is cut off, or its checksum does not fit
 */
export async function* readBackup(source: Readable): AsyncGenerator<BackupLine> {
  const hash = createHash('sha256');
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  const lines = createInterface({ input: source.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY });
  // The interface does not pass on errors of its input.
  const failed = new Promise<never>((_resolve, reject) => gunzip.once('error', reject));
  failed.catch(() => {});
  const iterator = lines[Symbol.asyncIterator]();
  let isFirst = true;
  for (;;) {
    const next = await Promise.race([iterator.next(), failed]).catch((error: Error) => {
      if (error instanceof BackupProblem) throw error;
      throw new BackupProblem(`The backup cannot be read: ${error.message}.`);
    });
    if (next.done) throw new BackupProblem('The backup is cut off: its end is missing.');
    const line = parseLine(next.value);
    if (isFirst) checkHeader('header' in line ? line.header : undefined);
    isFirst = false;
    if ('end' in line && hash.copy().digest('hex') !== line.end.sha256)
      throw new BackupProblem('The backup is damaged: its checksum does not fit.');
    hash.update(`${next.value}\n`);
    yield line;
    if ('end' in line) return;
  }
}

function parseLine(text: string): BackupLine {
  try {
    return JSON.parse(text) as BackupLine;
  } catch {
    throw new BackupProblem('The backup is damaged: a line of it is not JSON.');
  }
}

function checkHeader(header: BackupHeader | undefined): void {
  if (header?.format !== 'evenkeel-backup') throw new BackupProblem('This is not a backup made by `evenkeel backup`.');
  if (header.formatVersion !== 1)
    throw new BackupProblem('This backup was made by a newer Evenkeel; restore it with that version.');
}
