/** The life of an alert. A resolved alert is over: when its condition returns, a new alert begins. */
export type AlertState = 'triggered' | 'acknowledged' | 'resolved' | 'suppressed';

/** The life of a page. Only an open page asks people. */
export type PageState = 'open' | 'acknowledged' | 'resolved';

/** From each state, the states that may follow. Back from acknowledged is giving an acknowledgement up or its time running out. */
export const ALERT_TRANSITIONS: Readonly<Record<AlertState, readonly AlertState[]>> = {
  triggered: ['acknowledged', 'resolved', 'suppressed'],
  acknowledged: ['triggered', 'resolved'],
  suppressed: ['triggered', 'resolved'],
  resolved: [],
};

/** From each state, the states that may follow. */
export const PAGE_TRANSITIONS: Readonly<Record<PageState, readonly PageState[]>> = {
  open: ['acknowledged', 'resolved'],
  acknowledged: ['open', 'resolved'],
  resolved: [],
};

/** Whether an alert may pass from one state to another; staying as it is is no transition. */
export function canAlertPass(from: AlertState, to: AlertState): boolean {
  return ALERT_TRANSITIONS[from].includes(to);
}

/** Whether a page may pass from one state to another; staying as it is is no transition. */
export function canPagePass(from: PageState, to: PageState): boolean {
  return PAGE_TRANSITIONS[from].includes(to);
}

/** Whether somebody may acknowledge an alert or page in this state. */
export function canAcknowledge(state: AlertState | PageState): boolean {
  return state === 'triggered' || state === 'open';
}

/** Whether an acknowledgement may be given up, so that people are asked again. */
export function canUnacknowledge(state: AlertState | PageState): boolean {
  return state === 'acknowledged';
}

/** Whether an alert or page in this state may be resolved. */
export function canResolve(state: AlertState | PageState): boolean {
  return state !== 'resolved';
}
