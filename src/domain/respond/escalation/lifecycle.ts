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

/** Whether a page in this state may be resolved. */
export function canResolve(state: PageState): boolean {
  return state !== 'resolved';
}
