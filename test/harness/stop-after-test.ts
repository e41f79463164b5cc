import { onTestFinished } from 'vitest';

/** Stops what was started when the test ends, the last one first. */
export function stopAfterTest<T extends { stop(): unknown }>(started: T): T {
  onTestFinished(async () => {
    await started.stop();
  });
  return started;
}
