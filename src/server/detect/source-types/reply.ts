import type { Outcome, Reply } from './source.ts';

/** A JSON answer. */
export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** An answer without a body. */
export function emptyReply(status: number): Reply {
  return { status, headers: {}, body: '' };
}

/** The answer of source types whose senders only look at the status; problems as RFC 9457 says. */
export function plainReply(outcome: Outcome): Reply {
  switch (outcome.kind) {
    case 'signals':
      return jsonReply(202, { status: 'accepted', signals: outcome.signals.length, odd: outcome.odd });
    case 'ping':
      return jsonReply(202, { status: 'accepted' });
    default:
      return refusal(outcome);
  }
}

/**
 * The answer to what was not accepted. "Too many requests" is 503 here: the webhook senders of Prometheus and Grafana
 * retry server errors only and lose the alert on 429.
 */
export function refusal(outcome: Exclude<Outcome, { kind: 'signals' | 'ping' }>): Reply {
  switch (outcome.kind) {
    case 'rejected':
      return problemReply(outcome.status, outcome.code, outcome.detail, { errors: outcome.errors });
    case 'unknown-key':
      return problemReply(401, 'unknown_key', 'No source has this key.');
    case 'too-large':
      return problemReply(413, 'body_too_large', `The body may hold ${outcome.limitBytes} bytes at most.`);
    case 'too-many-requests':
      return retryReply(503, 'too_many_requests', 'This source sends too much at once.', outcome.retryAfterSeconds);
    case 'unavailable':
      return retryReply(
        503,
        'unavailable',
        'The signal could not be stored. Send it again.',
        outcome.retryAfterSeconds,
      );
  }
}

/** The Retry-After header, in whole seconds. */
export function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(Math.max(1, Math.ceil(seconds))) };
}

function retryReply(status: number, code: string, detail: string, seconds: number): Reply {
  const reply = problemReply(status, code, detail);
  return { ...reply, headers: { ...reply.headers, ...retryAfter(seconds) } };
}

function problemReply(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Reply {
  return jsonReply(
    status,
    { type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail, ...more },
    { 'content-type': 'application/problem+json' },
  );
}
