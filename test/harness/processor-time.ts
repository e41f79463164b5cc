/**
 * Milliseconds of processor time that a synchronous piece of work takes, as the best of several tries; less than the
 * true cost is impossible, so other work on the machine makes no test fail.
 */
export function processorMs(work: () => unknown, { tries = 4, enough = 0 } = {}): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries && best > enough; attempt += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
