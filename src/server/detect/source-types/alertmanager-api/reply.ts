import { emptyReply, jsonReply, refusal, retryAfter } from '../reply.ts';
import type { Outcome, Reply } from '../source.ts';

/**
 * Answers as Alertmanager does: v2 with an empty 200 or the message as a JSON text, v1 with its status object. Bad
 * alerts in a batch are named with 400 although the good ones are kept.
 */
export function alertmanagerApiReply(outcome: Outcome, path: string): Reply {
  const isVersion1 = path.endsWith('/api/v1/alerts');
  switch (outcome.kind) {
    case 'ping':
      return emptyReply(200);
    case 'signals':
      if (outcome.errors.length > 0) return failure(isVersion1, 400, outcome.errors.join('; '));
      return isVersion1 ? jsonReply(200, { status: 'success' }) : emptyReply(200);
    case 'rejected':
      return failure(isVersion1, outcome.status, outcome.detail);
    case 'too-many-requests': {
      const reply = failure(isVersion1, 429, 'too many alerts at once');
      return { ...reply, headers: { ...reply.headers, ...retryAfter(outcome.retryAfterSeconds) } };
    }
    default:
      return refusal(outcome);
  }
}

function failure(isVersion1: boolean, status: number, message: string): Reply {
  return jsonReply(status, isVersion1 ? { status: 'error', errorType: 'bad_data', error: message } : message);
}
