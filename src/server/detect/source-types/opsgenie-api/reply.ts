import { createHash } from 'node:crypto';
import { jsonReply, retryAfter } from '../reply.ts';
import type { Outcome, Reply } from '../source.ts';

/** Answers as Opsgenie does: every write is 202 with the id of the request, errors have a message. */
export function opsgenieReply(outcome: Outcome, path: string): Reply {
  const asked = /\/requests\/([^/]{1,200})\/?$/.exec(path)?.[1];
  const requestId = asked ?? requestIdOf(outcome, path);
  const problem = (status: number, message: string, headers: Record<string, string> = {}) =>
    jsonReply(status, { message, took: 0.001, requestId }, headers);
  switch (outcome.kind) {
    case 'signals':
    case 'ping': {
      if (asked === undefined) return jsonReply(202, { result: 'Request will be processed', took: 0.001, requestId });
      return jsonReply(200, { data: { success: true, isSuccess: true, status: 'Processed' }, took: 0.001, requestId });
    }
    case 'rejected':
      return problem(422, outcome.detail);
    case 'unknown-key':
      return problem(401, 'Could not authenticate');
    case 'too-large':
      return problem(413, `The alert may hold ${outcome.limitBytes} bytes at most.`);
    case 'too-many-requests':
      return problem(429, 'You are making too many requests!', retryAfter(outcome.retryAfterSeconds));
    case 'unavailable':
      return problem(503, 'The alert could not be stored. Send it again.', retryAfter(outcome.retryAfterSeconds));
  }
}

/** An id in the form that clients expect, the same for the same outcome. */
function requestIdOf(outcome: Outcome, path: string): string {
  const keys = outcome.kind === 'signals' ? outcome.signals.map(({ dedupKey, title }) => [dedupKey, title]) : [];
  const hex = createHash('sha256')
    .update(JSON.stringify([outcome.kind, path, keys]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
