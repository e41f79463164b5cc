/** The server's clock as this browser knows it: timers on a laptop with a wrong clock still count down right. */

let offsetMs = 0;
let bestUncertaintyMs = Number.POSITIVE_INFINITY;

/** Whole milliseconds since 1970 on the server's clock. */
export function serverNow(): number {
  return Math.round(Date.now() + offsetMs);
}

/**
 * Learns from one answer of the server. The instant was written somewhere between sending and receiving; the sample
 * with the shortest round trip is the most exact, so it wins until the clock visibly moved.
 * @param serverMs what the server's clock said
 * @param sentMs, receivedMs this browser's clock around the request
 * @param precisionMs how coarse the server's text is (a `Date` header is cut to whole seconds)
 */
export function sampleServerClock(serverMs: number, sentMs: number, receivedMs: number, precisionMs = 1): void {
  if (!Number.isFinite(serverMs)) return;
  const uncertaintyMs = receivedMs - sentMs + precisionMs;
  const measured = serverMs + precisionMs / 2 - (sentMs + receivedMs) / 2;
  const moved = Math.abs(measured - offsetMs) > uncertaintyMs + 2000;
  if (uncertaintyMs <= bestUncertaintyMs || moved) {
    offsetMs = measured;
    bestUncertaintyMs = uncertaintyMs;
  }
}
