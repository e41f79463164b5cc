/** The life of a page. Only an open page asks people. */
export type PageState = 'open' | 'acknowledged' | 'resolved';

/** Whether somebody may acknowledge a page in this state. */
export function canAcknowledge(state: PageState): boolean {
  return state === 'open';
}

/** Whether an acknowledgement may be given up, so that people are asked again. */
export function canUnacknowledge(state: PageState): boolean {
  return state === 'acknowledged';
}

/** What was resolved longer ago is history: a new problem is a new page. */
export const reopenWithinHours = 24;

/** Whether what was resolved at `resolvedAtMs` may be opened again at `nowMs`, both in milliseconds since the epoch. */
export function canReopen(resolvedAtMs: number | null, nowMs: number): boolean {
  return resolvedAtMs !== null && nowMs - resolvedAtMs <= reopenWithinHours * 3_600_000;
}

/** Whether a page in this state may be resolved. */
export function canResolve(state: PageState): boolean {
  return state !== 'resolved';
}
