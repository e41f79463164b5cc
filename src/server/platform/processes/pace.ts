/** A process that lived this long was well once. */
const longEnoughMs = 10_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

export type Pace = {
  /** How long to wait before a process that has ended is started again. */
  pauseAfter(livedMs: number): number;
};

/** At once, unless it ends soon again and again: then twice as long each time, up to ten seconds. */
export function createPace(): Pace {
  let soon = 0;
  return {
    pauseAfter(livedMs) {
      soon = livedMs >= longEnoughMs ? 0 : soon + 1;
      return soon <= 1 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (soon - 2));
    },
  };
}
