/** Both clocks of the process: a stopped process is seen by the first, a suspended machine only by the second. */
export type ProcessInstant = { monotonicMs: number; wallMs: number };

export function nowOfProcess(): ProcessInstant {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}

export function isOlderThan(since: ProcessInstant, milliseconds: number): boolean {
  const now = nowOfProcess();
  return now.monotonicMs - since.monotonicMs > milliseconds || now.wallMs - since.wallMs > milliseconds;
}
