import type { SignalAction } from '../../../../domain/detect/signal.ts';

// Whole words only. A substring test would resolve "backup_failed" because it contains "up".
const usualWords = new Map<string, SignalAction>();
for (const word of [
  ...['trigger', 'triggered', 're-triggered', 'retriggered', 'renotify', 'alert', 'alerting', 'firing', 'fired'],
  ...['open', 'opened', 'active', 'activated', 'problem', 'down', 'critical', 'warning', 'warn', 'error', 'failed'],
  ...['failing', 'failure', 'fail', 'fatal', 'no data', 'no_data', 'nodata', 'unhealthy', 'unreachable', 'anomalous'],
  ...['alarm', 'trouble', 'flapping', 'unresolved', 'alert_failure', 'alert_degraded', 'alert_ssl'],
  // A severity in the place of a state, as VictorOps and Nagios write it.
  'info',
]) {
  usualWords.set(word, 'trigger');
}
for (const word of [
  ...['resolve', 'resolved', 'ok', 'okay', 'close', 'closed', 'clear', 'cleared', 'recovered', 'recovery', 'recover'],
  ...['up', 'normal', 'inactive', 'deactivated', 'healthy', 'fixed', 'success', 'succeeded', 'passed'],
  ...['resolvedcritical', 'resolvedwarning', 'resolvedmissingdata'],
  ...['manually resolved', 'alert_recovery', 'alert_degraded_recovery'],
]) {
  usualWords.set(word, 'resolve');
}
for (const word of ['acknowledge', 'acknowledged', 'acknowledgement', 'ack', 'acked']) {
  usualWords.set(word, 'acknowledge');
}
for (const word of ['change', 'deployed', 'deployment']) usualWords.set(word, 'change');

/** What a sender's state word asks for: the source's own map first. null for a word nobody told us about. */
export function readState(value: unknown, ownMap?: Record<string, SignalAction>): SignalAction | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  if (typeof value === 'string' && value.length > 100) return null;
  const word = String(value).trim().toLowerCase();
  if (ownMap !== undefined && Object.hasOwn(ownMap, word)) return ownMap[word] ?? null;
  return usualWords.get(word) ?? null;
}

// Before a colon only what nobody writes there for another reason: "Error: no such host" is a title.
const spokenPrefix = /^(triggered|firing|problem|alarm|resolved|manually resolved|recovered|recovery|ok):\s+/i;

/**
 * Takes a state off the front of a title, as Datadog and Grafana write it in brackets (`[Recovered] Disk full`,
 * `[Triggered on {host:a}] Disk full`, `[FIRING:2] Disk full`) and others before a colon (`Resolved: Disk full`).
 * null when the title begins with no known state.
 */
export function splitStatePrefix(title: string): { action: SignalAction; rest: string } | null {
  const start = title.trimStart();
  const spoken = spokenPrefix.exec(start);
  if (spoken !== null) return withRest(readState(spoken[1]), start.slice(spoken[0].length));
  if (!start.startsWith('[')) return null;
  const end = start.indexOf(']');
  if (end < 2 || end > 200) return null;
  const inside = start.slice(1, end).trim().toLowerCase();
  return withRest(readState(inside) ?? readState(inside.split(/[\s:]/, 1)[0]), start.slice(end + 1).trim());
}

function withRest(action: SignalAction | null, rest: string) {
  return action === null || rest === '' ? null : { action, rest };
}
