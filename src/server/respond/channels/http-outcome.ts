import { EgressProblem } from '../../platform/egress/problem.ts';
import { ChannelNotConfigured, type Outcome } from './channel.ts';

/** What is kept of a receiver's reply. */
export type HttpResult = {
  status: number;
  retryAfter: string | undefined;
  providerId: string;
};

const firstRetrySeconds = 5;
const maxRetryAfterSeconds = 3600;

/** The outcomes that every HTTP receiver shares; a channel decides first about the statuses that mean more to it. */
export function classifyHttp(result: HttpResult | Error): Outcome {
  if (result instanceof EgressProblem) {
    if (result.retryable) {
      const { mayHaveArrived } = result;
      const reason = `${mayHaveArrived ? 'no answer' : 'not reached'}: ${result.message}`;
      return {
        outcome: 'retry',
        afterSeconds: firstRetrySeconds,
        reason,
        ...(mayHaveArrived ? { mayHaveArrived } : {}),
      };
    }
    return { outcome: 'failed', reason: `not sent: ${result.message}` };
  }
  if (result instanceof ChannelNotConfigured) return { outcome: 'failed', reason: result.message };
  if (result instanceof Error) return { outcome: 'failed', reason: 'the message could not be prepared' };

  const { status } = result;
  const reason = `the receiver answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', providerId: result.providerId };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const afterSeconds = retryAfterSeconds(result.retryAfter);
    return { outcome: 'retry', afterSeconds, reason, ...(tellsNothing(status) ? { mayHaveArrived: true } : {}) };
  }
  if (status >= 300 && status < 400) return { outcome: 'failed', reason: `${reason}: redirects are not followed` };
  return { outcome: 'failed', reason };
}

/** Some statuses say that nothing was done; the others come also from what broke while or after doing it. */
function tellsNothing(status: number): boolean {
  return status >= 500 && ![501, 503, 505, 507].includes(status);
}

/**
 * Retry-After in seconds (RFC 9110 §10.2.3), at most an hour. The date form needs a clock, which this side of the code
 * does not have, and receivers of notifications send seconds; a date gets the default.
 */
export function retryAfterSeconds(header: string | undefined): number {
  if (header === undefined || !/^\d{1,9}$/.test(header.trim())) return firstRetrySeconds;
  return Math.min(Math.max(Number(header), 1), maxRetryAfterSeconds);
}
