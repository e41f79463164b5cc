import { readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time of this thread so far. What the machine does besides does not count, nor do the helpers
 * of the engine; only where the system does not tell of single threads the whole process is taken.
 */
export function threadMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
}

/**
 * Milliseconds of processor time that a synchronous piece of work takes, as the best of several tries; less than the
 * true cost is impossible, so other work on the machine makes no test fail.
 */
export function processorMs(work: () => unknown, { tries = 4, enough = 0 } = {}): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries && best > enough; attempt += 1) {
    const before = threadMs();
    work();
    best = Math.min(best, threadMs() - before);
  }
  return best;
}

/** So little time that its ratio says nothing. */
const littleMs = 25;
const rounds = 5;

/** Four where time grows with the length, sixteen where it grows with its square. */
const mostGrowth = 9;

/**
 * How many times as long the work takes for a text four times as long, when that is more than its share; null when it is
 * not, or when the work takes so little that nothing can be told. Tries again before it finds fault.
 */
export function overgrowth(work: (length: number) => unknown, length: number): number | null {
  let [shortMs, longMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    longMs = Math.min(
      longMs,
      processorMs(() => work(4 * length), { tries: 2, enough: littleMs }),
    );
    if (longMs <= littleMs) return null;
    shortMs = Math.min(
      shortMs,
      processorMs(() => work(length), { tries: 2 }),
    );
    if (longMs / shortMs < mostGrowth) return null;
  }
  return longMs / shortMs;
}
