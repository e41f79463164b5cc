/** A timer that runs out this much late was stopped together with the process or the whole machine. */
const standstillMs = 1_000;

/**
 * Calls `expired` after `timeoutMs`. When everything stood still meanwhile, what was waited for may have come long ago
 * and only waits to be read: then it gets another moment.
 * @returns what ends the wait
 */
export function startDeadline(timeoutMs: number, expired: () => void): () => void {
  const startedAt = performance.now();
  let timer = setTimeout(() => {
    if (performance.now() - startedAt < timeoutMs + standstillMs) expired();
    else timer = setTimeout(expired, standstillMs);
  }, timeoutMs);
  return () => clearTimeout(timer);
}
