/** A look that comes this much late was held up together with the process or the whole machine. */
const standstillMs = 1_000;

/**
 * Calls `expired` after `timeoutMs` in which this process ran. While everything stands still no time passes: what was
 * waited for may have come long ago and only waits to be read, and gets a second for it.
 * @returns what ends the wait
 */
export function startDeadline(timeoutMs: number, expired: () => void): () => void {
  let leftMs = timeoutMs;
  let timer: NodeJS.Timeout;
  const look = () => {
    const lookAfterMs = Math.min(leftMs, standstillMs);
    const startedAt = performance.now();
    timer = setTimeout(() => {
      const wasStill = performance.now() - startedAt > lookAfterMs + standstillMs;
      leftMs = wasStill ? Math.max(leftMs, standstillMs) : leftMs - lookAfterMs;
      if (leftMs > 0) look();
      else expired();
    }, lookAfterMs);
  };
  look();
  return () => clearTimeout(timer);
}
