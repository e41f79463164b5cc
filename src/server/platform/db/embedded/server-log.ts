import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const largestBytes = 8 * 1024 * 1024;

/** Keeps the log and one older copy below 8 MB each. The server appends, so it goes on at the start of the emptied file. */
export function boundLog(path: string): void {
  if (logSize(path) < largestBytes) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

export function logSize(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

/** The message of the last FATAL or PANIC line that the server wrote after byte `from`, without time and process id. */
export function lastFailure(path: string, from: number): string | undefined {
  const file = openSync(path, 'r');
  try {
    const end = statSync(path).size;
    const start = Math.max(from <= end ? from : 0, end - 64 * 1024);
    const buffer = Buffer.alloc(end - start);
    readSync(file, buffer, 0, buffer.length, start);
    const lines = buffer.toString('utf8').split('\n');
    const failure = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.findLast((line) => line.trim());
    return failure?.replace(/^.*?\b(FATAL|PANIC):\s*/, '');
  } finally {
    closeSync(file);
  }
}
