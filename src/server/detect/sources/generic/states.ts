import type { SignalAction } from '../../../../domain/detect/signal.ts';

// Whole words only. A substring test would resolve "backup_failed" because it contains "up".
const usualWords = new Map<string, SignalAction>();
for (const word of [
  ...['trigger', 'triggered', 're-triggered', 'retriggered', 'renotify', 'alert', 'alerting', 'firing', 'fired'],
  ...['open', 'opened', 'active', 'activated', 'problem', 'down', 'critical', 'warning', 'warn', 'error', 'failed'],
  ...['failing', 'failure', 'fail', 'fatal', 'no data', 'no_data', 'nodata', 'unhealthy', 'unreachable', 'anomalous'],
  ...['offline', 'not responding', 'degraded', 'unavailable'],
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
  ...['online', 'available', 'operational'],
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

const namesOfEnds = new Map<string, 'resolve' | 'acknowledge'>([
  ...['resolved', 'recovered', 'recovery', 'cleared', 'closed', 'up', 'ok'].map((word) => [word, 'resolve'] as const),
  ['acknowledged', 'acknowledge'],
]);
/** `cache_cleared`, `scale_up` and `failed_recovery` are the ends of nothing that is watched. */
const watched =
  /^(alert|alarm|incident|issue|problem|event|trigger|check|monitor|host|service|site|state|status|outage|downtime|error|fault|anomaly|violation)$/;

/**
 * What the name of an event says of its end, as `alert.resolved`, `monitor_up` or `checkRecovered`; null for all else:
 * a word there may mean anything, and what does not end is a trigger anyway.
 */
export function readEventName(value: unknown): 'resolve' | 'acknowledge' | null {
  if (typeof value !== 'string' || value.length > 100) return null;
  const words = value
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const [before, last] = [words.at(-2), words.at(-1) ?? ''];
  return before === undefined || watched.test(before) ? (namesOfEnds.get(last) ?? null) : null;
}

/** A level such as `OK`, where a severity is told and no state. `normal` is a priority there and says nothing. */
export function isLevelOfRest(value: unknown): boolean {
  return typeof value === 'string' && /^(ok|clear|cleared|recovered|resolved)$/i.test(value.trim());
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
