import { createHash } from 'node:crypto';
import { jsonReply, retryAfter } from '../reply.ts';
import type { Accepted, Outcome, Reply } from '../source.ts';

/** Answers as Opsgenie does: every write is 202 with the id of the request, errors have a message. */
export function opsgenieReply(outcome: Outcome, path: string): Reply {
  const problem = (status: number, message: string, headers: Record<string, string> = {}) =>
    opsgenieProblem(status, message, undefined, headers);
  switch (outcome.kind) {
    case 'signals':
      return opsgenieAnswer(202, { result: 'Request will be processed' }, requestIdOf(outcome, path));
    case 'ping':
      return opsgenieAnswer(202, { result: 'PONG - Heartbeat received' });
    case 'rejected':
      return outcome.status === 404 || outcome.status === 401
        ? problem(outcome.status, outcome.detail)
        : opsgenieProblem(422, outcome.detail, { body: outcome.detail });
    case 'unknown-key':
      return problem(401, 'Could not authenticate');
    case 'too-large':
      return problem(413, `The alert may hold ${outcome.limitBytes} bytes at most.`);
    case 'too-many-requests': {
      const headers = {
        ...retryAfter(outcome.retryAfterSeconds),
        'x-ratelimit-state': 'THROTTLED',
        'x-ratelimit-reason': 'INTEGRATION',
        'x-ratelimit-period-in-sec': String(Math.max(1, Math.ceil(outcome.retryAfterSeconds))),
      };
      return problem(429, 'You are making too many requests!', headers);
    }
    case 'unavailable':
      return problem(503, 'The alert could not be stored. Send it again.', retryAfter(outcome.retryAfterSeconds));
  }
}

export function opsgenieAnswer(status: number, value: object, requestId: string = idOf(value)): Reply {
  return jsonReply(status, { ...value, took: 0.001, requestId });
}

export function opsgenieProblem(
  status: number,
  message: string,
  errors?: Record<string, string>,
  headers: Record<string, string> = {},
): Reply {
  return jsonReply(status, { message, ...(errors && { errors }), took: 0.001, requestId: idOf(message) }, headers);
}

/** The place of the request in the log, in the form that clients expect of an id. */
function requestIdOf(outcome: Accepted, path: string): string {
  if (outcome.position) {
    const { logId, seq } = outcome.position;
    return dashed(hexOf(logId) + hexOf(seq));
  }
  const keys = outcome.signals.map(({ dedupKey, title }) => [dedupKey, title]);
  return idOf([path, keys]);
}

/** The same for the same. */
const idOf = (value: unknown) => dashed(createHash('sha256').update(JSON.stringify(value)).digest('hex'));

/** Where a request stands in the log, by the id that its sender was given; null for any other id. */
export function positionOfRequestId(id: string): { logId: number; seq: number } | null {
  const hex = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const [logId, seq] = [Number(`0x${hex.slice(0, 16)}`), Number(`0x${hex.slice(16)}`)];
  return Number.isSafeInteger(logId) && Number.isSafeInteger(seq) ? { logId, seq } : null;
}

const hexOf = (value: number) => value.toString(16).padStart(16, '0');
const dashed = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
