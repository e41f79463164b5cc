import { problem } from '../../../contract/errors.ts';

export type Throttle = {
  /** Counts one attempt. @throws Problem `too_many_requests` when there were too many in the window. */
  take(key: string): void;
  /** Takes the last attempt back: it was no guess. */
  giveBack(key: string): void;
};

const maxKeys = 50_000;

/** Counts attempts per key in this process; a window starts with the first attempt and forgets all at its end. */
export function createThrottle(limit: number, windowSeconds: number): Throttle {
  const counts = new Map<string, { used: number; endsAt: number }>();
  return {
    take(key) {
      const now = performance.now();
      const found = counts.get(key);
      if (found === undefined || found.endsAt <= now) {
        // The oldest entry goes first: insertion order is age.
        if (counts.size >= maxKeys) counts.delete(counts.keys().next().value!);
        counts.delete(key);
        counts.set(key, { used: 1, endsAt: now + windowSeconds * 1000 });
        return;
      }
      if (found.used >= limit) throw problem('too_many_requests', 'Too many attempts; try again in a few minutes.');
      found.used += 1;
    },
    giveBack(key) {
      const found = counts.get(key);
      if (found) found.used -= 1;
    },
  };
}
