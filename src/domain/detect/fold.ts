// Signals are a log and alerts are what the log folds to. Folding in one batch, in many batches or one by one gives
// the same alerts as long as each batch starts from what the last one left: that is what lets any node carry on.
import { type Severity, type SeverityUrgencies, usualUrgencies } from '../severity.ts';
import type { SenderRequest, Signal, SignalImage, SignalLink } from './signal.ts';
import { type UpdatedField, updateContent } from './update.ts';

export type AlertStatus = 'triggered' | 'acknowledged' | 'resolved';

/** The part of an alert that signals decide. Times are epoch ms of receipt, by the database clock. */
export type FoldedAlert = {
  status: AlertStatus;
  title: string;
  description: string;
  severity: Severity | null;
  labels: Record<string, string>;
  links: SignalLink[];
  images: SignalImage[];
  groupKey: string | null;
  occurredAt: number | null;
  expiresAt: number | null;
  triggeredAt: number;
  /** When the status last changed, by a signal or by a person. */
  statusChangedAt: number;
  /** Receive time of the newest signal folded in. */
  lastSignalAt: number;
  /** How many triggers it stands for. */
  triggerCount: number;
};

export type ReceivedSignal = { receivedAt: number; signal: Signal };

export type Transition =
  | { kind: 'triggered' | 'acknowledged' | 'unacknowledged' | 'resolved'; at: number }
  | { kind: 'severity-raised'; at: number; from: Severity | null; to: Severity }
  | { kind: 'noted'; at: number; text: string; user: string | null }
  | { kind: 'updated'; at: number; fields: UpdatedField[] }
  | { kind: 'requested'; at: number; request: SenderRequest };

/** What one fold did to one alert; `kind` says whether it is the open one or a new one. */
export type AlertChange = {
  kind: 'new' | 'changed';
  alert: FoldedAlert;
  transitions: Transition[];
  /** The alert became more severe than it was: paging may have to reach further. */
  severityRose: boolean;
};

export type IgnoredSignal = { received: ReceivedSignal; reason: 'nothing-open' | 'older' | 'change' };

export type Fold = {
  /** At most one `changed`, first; then new alerts in order. Only the last one may still be open. */
  alerts: AlertChange[];
  /** Signals that changed nothing. They stay in the log. */
  ignored: IgnoredSignal[];
};

/**
 * Folds the signals of one dedup key onto its open alert. Signals are taken by receive time (equal times in the given
 * order); one received before the newest already folded never overwrites it.
 *
 * - a trigger with nothing open is a new alert; a further one counts, refreshes and keeps an acknowledgement, unless what
 *   could wait has become urgent: who took the one has not taken the other;
 * - the latest severity wins, and a trigger that carries none keeps what was known;
 * - an acknowledge or resolve with nothing open does nothing, so a resolve that comes first never makes an alert;
 * - an update changes what it names and nothing else; the next trigger says everything anew.
 *
 * `settledAt`: when the last alert of this key was resolved, null when never. A trigger received before then belongs to
 * the past and opens nothing. `isSeverityFixed`: a route decides about the severity, so signals do not change it.
 * `urgencies`: how loudly each severity pages.
 */
export function foldSignals(
  current: FoldedAlert | null,
  signals: readonly ReceivedSignal[],
  settledAt: number | null = null,
  isSeverityFixed = false,
  urgencies: SeverityUrgencies = usualUrgencies,
): Fold {
  const alerts: AlertChange[] = [];
  const ignored: IgnoredSignal[] = [];
  let open: AlertChange | null =
    current === null ? null : { kind: 'changed', alert: { ...current }, transitions: [], severityRose: false };
  let isTouched = false;
  let settled = settledAt;

  for (const received of inOrder(signals)) {
    const { signal, receivedAt: at } = received;
    if (signal.action === 'change') ignored.push({ received, reason: 'change' });
    else if (open === null) {
      if (signal.action !== 'trigger') ignored.push({ received, reason: 'nothing-open' });
      else if (settled !== null && at < settled) ignored.push({ received, reason: 'older' });
      else {
        open = opened(received);
        alerts.push(open);
      }
    } else if (!apply(open, received, isSeverityFixed ? null : urgencies)) ignored.push({ received, reason: 'older' });
    else {
      if (open.kind === 'changed' && !isTouched) {
        isTouched = true;
        alerts.push(open);
      }
      if (open.alert.status === 'resolved') {
        settled = at;
        open = null;
      }
    }
  }
  return { alerts, ignored };
}

function inOrder(signals: readonly ReceivedSignal[]): readonly ReceivedSignal[] {
  for (let at = 1; at < signals.length; at++) {
    if (signals[at]!.receivedAt < signals[at - 1]!.receivedAt) {
      return signals.toSorted((one, other) => one.receivedAt - other.receivedAt);
    }
  }
  return signals;
}

function opened({ signal, receivedAt: at }: ReceivedSignal): AlertChange {
  return {
    kind: 'new',
    alert: {
      status: 'triggered',
      ...contentOf(signal),
      severity: signal.severity,
      occurredAt: signal.occurredAt,
      triggeredAt: at,
      statusChangedAt: at,
      lastSignalAt: at,
      triggerCount: 1,
    },
    transitions: [{ kind: 'triggered', at }],
    severityRose: false,
  };
}

/** Applies one signal to an open alert; false when it came too late to matter. `urgencies` null: they change nothing. */
function apply(change: AlertChange, received: ReceivedSignal, urgencies: SeverityUrgencies | null): boolean {
  const { alert } = change;
  const { signal, receivedAt: at } = received;
  const isLate = at < alert.lastSignalAt;
  switch (signal.action) {
    case 'trigger':
      if (at < alert.triggeredAt) return false;
      alert.triggerCount++;
      if (!isLate) refresh(change, received, urgencies);
      return true;
    case 'acknowledge':
      // A late acknowledgement still counts while nothing newer changed the status: a repeat does not undo it.
      if (at < alert.statusChangedAt) return false;
      if (alert.status === 'triggered') {
        alert.status = 'acknowledged';
        alert.statusChangedAt = at;
        change.transitions.push({ kind: 'acknowledged', at });
      }
      break;
    case 'unacknowledge':
      if (at < alert.statusChangedAt) return false;
      if (alert.status === 'acknowledged') {
        alert.status = 'triggered';
        alert.statusChangedAt = at;
        change.transitions.push({ kind: 'unacknowledged', at });
      }
      break;
    case 'update':
      if (isLate) return false;
      update(change, received, urgencies);
      break;
    default:
      // A late resolve does not: a newer trigger says that the condition is still there. A person's newer
      // acknowledgement says nothing of the kind, and would hide the next trigger behind an alert that is over.
      if (isLate) return false;
      alert.status = 'resolved';
      alert.statusChangedAt = at;
      alert.expiresAt = null;
      change.transitions.push({ kind: 'resolved', at });
  }
  alert.lastSignalAt = Math.max(alert.lastSignalAt, at);
  return true;
}

function refresh(change: AlertChange, received: ReceivedSignal, urgencies: SeverityUrgencies | null): void {
  const { alert } = change;
  const { signal, receivedAt: at } = received;
  changeSeverity(change, signal.severity ?? alert.severity, at, urgencies);
  Object.assign(alert, contentOf(signal));
  alert.lastSignalAt = at;
}

function update(change: AlertChange, { signal, receivedAt: at }: ReceivedSignal, urgencies: SeverityUrgencies | null) {
  const { alert, transitions } = change;
  const { note, request, ...changes } = signal.update ?? {};
  const { content, fields } = updateContent(alert, changes);
  Object.assign(alert, content);
  if (changes.severity !== undefined && changes.severity !== alert.severity) {
    changeSeverity(change, changes.severity, at, urgencies);
    fields.push('severity');
  }
  if (fields.length > 0) transitions.push({ kind: 'updated', at, fields });
  if (note) transitions.push({ kind: 'noted', at, ...note });
  if (request) transitions.push({ kind: 'requested', at, request });
}

function changeSeverity(
  change: AlertChange,
  to: Severity | null,
  at: number,
  urgencies: SeverityUrgencies | null,
): void {
  const { alert } = change;
  if (to !== null && (alert.severity === null || to < alert.severity)) {
    change.transitions.push({ kind: 'severity-raised', at, from: alert.severity, to });
    change.severityRose = true;
    const hasBecomeUrgent =
      urgencies !== null && alert.severity !== null && urgencies[alert.severity] !== 'high' && urgencies[to] === 'high';
    if (hasBecomeUrgent && alert.status === 'acknowledged') {
      alert.status = 'triggered';
      alert.statusChangedAt = at;
      change.transitions.push({ kind: 'unacknowledged', at });
    }
  }
  alert.severity = to;
}

function contentOf(signal: Signal) {
  const { title, description, labels, links, images, groupKey, expiresAt } = signal;
  return { title, description, labels, links, images, groupKey, expiresAt };
}
