/** Receipts as providers report them: what became of a message that they took. */
import type { Outcome } from './channel.ts';
import type { Inbound, InboundReply } from './provider.ts';

const ok = (): InboundReply => ({ status: 200 });

/** @param what the provider's word for the end, so that the same report is known again */
export function delivered(messageId: string, what: string, answer = ok): Inbound {
  return { happenings: [{ kind: 'receipt', key: `${messageId} ${what}`, messageId, state: 'delivered' }], answer };
}

export function notDelivered(messageId: string, what: string, reason: string, answer = ok): Inbound {
  const receipt = { kind: 'receipt', key: `${messageId} ${what}`, messageId, state: 'failed', reason } as const;
  return { happenings: [receipt], answer };
}

/** Nothing has come to its end. */
export const noNews = (answer = ok): Inbound => ({ happenings: [], answer });

/** Where only the end can be told, not what became of each page of a message meanwhile. */
export const cannotChange: Outcome = { outcome: 'failed', reason: 'what was said there cannot be changed' };

/** Why nobody heard a call, in one wording for all providers. */
export const callReasons = {
  noAnswer: 'nobody picked up',
  busy: 'the line was busy',
  rejected: 'the call was rejected',
  failed: 'the call could not be connected',
  cancelled: 'the call was cancelled',
  machine: 'a voicemail or machine answered the call',
} as const;
