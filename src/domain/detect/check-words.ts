import type { Check, CheckTarget } from '../../contract/detect/checks.ts';

export const checkKindWords: Record<CheckTarget['kind'], string> = {
  http: 'HTTP',
  tcp: 'TCP',
  tls: 'Certificate',
  dns: 'DNS',
  ping: 'Ping',
};

/** What is looked at in a few characters, without what a query may hide. */
export function targetText(target: CheckTarget): string {
  switch (target.kind) {
    case 'http':
      return target.url.replace(/[?#].*$/s, '');
    case 'tcp':
    case 'tls':
      return `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
    case 'dns':
      return `${target.name} ${target.record}`;
    case 'ping':
      return target.host;
  }
}

type Stateful = Pick<Check, 'state' | 'pausedAt' | 'overdueSince' | 'doubtedAt' | 'lastOutcome'>;

/** How it stands, in the order of what matters most. */
export function checkStateText({ state, pausedAt, overdueSince, doubtedAt, lastOutcome }: Stateful) {
  if (pausedAt !== null) return 'paused';
  if (overdueSince !== null) return 'not running';
  if (state === 'down') return 'failing';
  if (doubtedAt !== null) return 'in doubt';
  if (state === 'new') return lastOutcome === 'blocked' ? 'not run' : 'new';
  return 'passing';
}
