import { threadMs } from './processor-time.ts';

/**
 * The most processor time, in ms, that passed while work was done between two turns of the event loop. Time in which the
 * machine did something else does not count, so a busy machine makes no test fail.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let stopped = false;
  let before = threadMs();
  const tick = () => {
    const now = threadMs();
    longest = Math.max(longest, now - before);
    before = now;
    if (!stopped) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  stopped = true;
  return longest;
}
