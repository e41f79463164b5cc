/**
 * Grafana's own Alertmanager speaks the API of Alertmanager below a path of Grafana. It is kept as an Alertmanager at that
 * address, which an older node can talk to as well.
 */
import type { CloseBackInput } from '../../../contract/outgoing/close-back.ts';
import type { StoredCloseBack } from './store.ts';

const path = '/api/alertmanager/grafana';

type Target = Pick<CloseBackInput, 'kind' | 'url' | 'silenceMinutes'>;

export function keptAs({ kind, url, silenceMinutes }: Target): StoredCloseBack['closeBack'] {
  if (kind !== 'grafana') return { kind, url: kind === 'none' ? null : url, silenceMinutes };
  return { kind: 'alertmanager', url: `${url?.replace(/\/+$/, '') ?? ''}${path}`, silenceMinutes };
}

export function shownAs({ kind, url, silenceMinutes }: StoredCloseBack['closeBack']): Target {
  if (!isGrafana(url)) return { kind, url, silenceMinutes };
  return { kind: 'grafana', url: url!.slice(0, -path.length), silenceMinutes };
}

export const isGrafana = (url: string | null): boolean => url?.endsWith(path) ?? false;

/** The token of a service account is sent as one; what has a scheme already stays. */
export const withScheme = (kind: Target['kind'], credential: string): string =>
  kind === 'grafana' && !credential.includes(' ') ? `Bearer ${credential}` : credential;
