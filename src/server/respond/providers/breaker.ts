/**
 * Which providers are left alone for a while because they failed several times in a row: the next one is asked at once
 * instead of after another time-out. Each node learns by itself, within three messages.
 */
export type Breaker = {
  /** Whether it may be asked now; once in a while also while it is left alone, to see whether it is back. */
  isClosed(providerId: number): boolean;
  report(providerId: number, isFault: boolean): void;
};

const failuresToOpen = 3;
const openForMs = 30_000;

/** @param now monotonic milliseconds */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  const failing = new Map<number, { failures: number; openUntilMs: number }>();
  return {
    isClosed: (providerId) => (failing.get(providerId)?.openUntilMs ?? 0) <= now(),
    report(providerId, isFault) {
      if (!isFault) return void failing.delete(providerId);
      const failures = (failing.get(providerId)?.failures ?? 0) + 1;
      failing.set(providerId, { failures, openUntilMs: failures >= failuresToOpen ? now() + openForMs : 0 });
    },
  };
}
