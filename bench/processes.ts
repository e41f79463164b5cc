/** What processes cost, read from /proc: CPU time and memory of a process and everything below it. Linux only. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** User and system CPU seconds of these processes and all below them, ended children included. */
export function cpuSeconds(roots: number[]): number {
  let ticks = 0;
  for (const pid of family(roots)) {
    const fields = statOf(pid);
    // utime, stime, and those of children that ended and were waited for.
    if (fields) ticks += [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
  }
  return ticks / ticksPerSecond;
}

/** Proportional set size in MB: memory shared by several processes is divided among them. */
export function memoryMb(roots: number[]): number {
  let kilobytes = 0;
  for (const pid of family(roots)) {
    try {
      kilobytes += Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Gone in the meantime.
    }
  }
  return kilobytes / 1024;
}

function family(roots: number[]): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const found = new Set(roots);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** The fields of /proc/pid/stat from the state on. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
