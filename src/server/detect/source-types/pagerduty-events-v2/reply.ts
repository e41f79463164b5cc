import { jsonReply, refusal, retryAfter } from '../reply.ts';
import type { Outcome, Reply } from '../source.ts';

export const version1Path = '/generic/2010-04-15/create_event.json';

/**
 * Answers as PagerDuty does, to the letter: clients check for exactly 202 (v1: 200), `status` and the key. Limits
 * are 429 in v2; v1 clients know them as 403 and retry only that.
 */
export function pagerdutyReply(outcome: Outcome, path: string): Reply {
  const isVersion1 = path.endsWith('/create_event.json');
  switch (outcome.kind) {
    case 'signals': {
      const key = outcome.signals[0]?.dedupKey ?? '';
      if (path.endsWith('/change/enqueue'))
        return jsonReply(202, { status: 'success', message: 'Change event processed' });
      return isVersion1
        ? jsonReply(200, { status: 'success', message: 'Event processed', incident_key: key })
        : jsonReply(202, { status: 'success', message: 'Event processed', dedup_key: key });
    }
    case 'ping':
      return jsonReply(202, { status: 'success', message: 'Event processed' });
    case 'rejected':
      return invalidEvent(outcome.status, outcome.errors);
    case 'unknown-key':
      return invalidEvent(400, [`'${isVersion1 ? 'service_key' : 'routing_key'}' is missing or not known here`]);
    case 'too-large':
      return invalidEvent(413, [`The event may hold ${outcome.limitBytes} bytes at most`]);
    case 'too-many-requests':
      return jsonReply(
        isVersion1 ? 403 : 429,
        { status: 'throttle exceeded', message: 'Too many events: send it again later.' },
        retryAfter(outcome.retryAfterSeconds),
      );
    case 'unavailable':
      return refusal(outcome);
  }
}

function invalidEvent(status: number, errors: string[]): Reply {
  return jsonReply(status, { status: 'invalid event', message: 'Event object is invalid', errors });
}
