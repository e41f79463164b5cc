/** One request to the tool of a sender, and what its answer means. */
import type { CloseBackAction } from '../../../domain/outgoing/close-back.ts';
import type { SentAlert } from '../../detect/sender-side/actions.ts';
import type { Egress } from '../../platform/egress/egress.ts';

export type CloseBackSettings = {
  kind: 'alertmanager' | 'pagerduty' | 'opsgenie';
  url: string | null;
  silenceMinutes: number;
  credential: string | null;
};

export type Call = {
  alertId: number;
  action: CloseBackAction;
  by: string;
  /** The page of the alert here. */
  link: string;
  alert: SentAlert;
  /** Of Alertmanager: the silence that stands for the alert. */
  silenceId: string | null;
  nowMs: number;
};

export type Told =
  /** `words` stand in the timeline of the alert. `silence`: the one that stands now; null ends it, absent leaves it. */
  | { outcome: 'done'; words: string; silence?: { id: string; endsAt: Date } | null }
  /** The tool knows nothing of the kind. */
  | { outcome: 'skipped'; words: string }
  | { outcome: 'failed'; reason: string; mayTryAgain: boolean };

export type Ask = (request: {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
}) => Promise<{ status: number; json: unknown } | Extract<Told, { outcome: 'failed' }>>;

const timeoutMs = 15_000;
const mostResponseBytes = 1024 * 1024;

export function createAsk(egress: Egress, baseUrl: string, authorization: string | null, signal?: AbortSignal): Ask {
  return async ({ method, path, body }) => {
    try {
      const reply = await egress.request({
        url: baseUrl.replace(/\/+$/, '') + path,
        method,
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...(authorization && { authorization }),
        },
        ...(body && { body: JSON.stringify(body) }),
        timeoutMs,
        maxResponseBytes: mostResponseBytes,
        truncate: true,
        signal,
      });
      return { status: reply.status, json: jsonOf(reply.body) };
    } catch (error) {
      return failed(`no answer: ${(error as Error).message}`, true);
    }
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

export const failed = (reason: string, mayTryAgain: boolean) => ({ outcome: 'failed' as const, reason, mayTryAgain });

/** What a status that is no success means: a tool that is there and refuses will refuse again. */
export function refused(status: number): Extract<Told, { outcome: 'failed' }> {
  const isPassing = status === 408 || status === 429 || status >= 500;
  const hint = status === 401 || status === 403 ? ': look at the credential' : '';
  return failed(`it answered ${status}${hint}`, isPassing);
}
