/** Twilio's error codes, where they say more than the status: https://www.twilio.com/docs/api/errors */
import type { Outcome } from '../channel.ts';
import { classifyReply, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import { retryAfterSeconds } from '../http-outcome.ts';
import { stoppedReason } from '../sms/reply-words.ts';

const badNumbers = new Set(['21211', '21214', '21217', '21614', '30005', '30006']);
const tryLater = new Set(['14107', '20429', '30001', '30008']);
const ourFault = new Set([
  ...['20003', '20005', '21210', '21212', '21219', '21603', '21606', '21608', '21659', '21660'],
  ...['21705', '30002', '30034'],
]);

const reasons: Record<string, string> = {
  '20003': 'Twilio refused our sign-in',
  '21211': 'Twilio says that this is no valid number',
  '21219': 'a trial account of Twilio only calls numbers that it has verified',
  '21408': 'Twilio may not send to this country: allow it under geo permissions',
  '21608': 'a trial account of Twilio only sends to numbers that it has verified',
  '21610': stoppedReason,
  '21612': 'Twilio has no way from our number to this one',
  '21614': 'this number cannot receive text messages',
  '30003': 'the phone could not be reached',
  '30004': 'the carrier blocked the message',
  '30005': 'the number does not exist',
  '30006': 'a landline cannot receive text messages',
  '30007': 'the carrier filtered the message',
  '30034': 'the sender number is not registered in the United States (A2P 10DLC)',
};

export function classify(reply: ProviderReply): Outcome {
  // An error can also stand in a reply of success.
  const code = textAt(reply.json, 'code') ?? textAt(reply.json, 'error_code');
  if (code !== undefined) {
    const status = reply.status < 300 ? 400 : reply.status;
    return outcomeOfCode(code, reply) ?? classifyReply({ ...reply, status });
  }
  if (reply.status >= 300) return classifyReply(reply);
  const sid = textAt(reply.json, 'sid');
  if (sid === undefined) return providerRefused('what answers at the API address is not Twilio');
  if (['failed', 'undelivered'].includes(textAt(reply.json, 'status') ?? ''))
    return { outcome: 'failed', reason: 'Twilio could not send it' };
  return { outcome: 'sent', providerId: sid, ...(sid.startsWith('CA') ? { reference: { sid } } : {}) };
}

function outcomeOfCode(code: string, { headers }: ProviderReply): Outcome | null {
  const reason = reasons[code];
  if (code === '21610') return { outcome: 'failed', reason: reason!, disable: true };
  if (badNumbers.has(code)) return { outcome: 'failed', reason: reason ?? 'Twilio cannot reach this number' };
  if (ourFault.has(code)) return providerRefused(reason ?? `Twilio refuses our settings (${code})`);
  if (tryLater.has(code)) {
    const afterSeconds = retryAfterSeconds(headers['retry-after']);
    return { outcome: 'retry', afterSeconds, reason: `Twilio is busy (${code})`, isProviderFault: true };
  }
  return reason === undefined ? null : { outcome: 'failed', reason };
}

/** @param code of a receipt; empty when there is none */
export function reasonOfReceipt(code: string): string {
  return reasons[code] ?? `the text message was not delivered${code ? ` (${code})` : ''}`;
}
