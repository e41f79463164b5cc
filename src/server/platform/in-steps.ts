import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than this nothing else waits for a long text. */
const sliceMs = 10;

/** Does work that comes in small steps, and lets everything else in between. */
export async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < sliceMs) continue;
    await nextTurn();
    since = performance.now();
  }
}
