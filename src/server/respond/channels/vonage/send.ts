import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import { ownNumber } from '../sms/phone-number.ts';
import type { SmsTo } from '../sms/sms.ts';
import { septets, smsText } from '../sms/sms-text.ts';
import { keyUrl } from '../voice/key-url.ts';
import { menu, spokenSentences, tokenOf } from '../voice/script.ts';
import type { VoiceTo } from '../voice/voice.ts';
import type { VonageIo } from './settings.ts';
import { authorizationOf } from './tokens.ts';

/** Vonage writes numbers without the plus. */
const bare = (number: string) => number.replace(/^\+/, '');
const notVonage = providerRefused('what answers at the API address is not Vonage');

export async function sendText(message: Message, { number }: SmsTo, io: VonageIo): Promise<Outcome> {
  const { from, replies, links } = io.settings;
  if (number === from) return ownNumber;
  return writeTo(number, smsText(message, { canReply: replies, link: links }), io);
}

export function writeTo(number: string, text: string, io: VonageIo): Promise<Outcome> {
  return io.settings.api === 'sms' ? writeBySms(number, text, io, io.hookUrl) : writeByMessages(number, text, io);
}

async function writeBySms(number: string, text: string, io: VonageIo, callback?: string): Promise<Outcome> {
  const { account, apiSecret, from, smsUrl } = io.settings;
  const reply = await exchange(io, {
    url: `${smsUrl}/sms/json`,
    body: {
      form: {
        ...{ api_key: account, api_secret: apiSecret, from: bare(from), to: bare(number), text },
        type: Number.isFinite(septets(text)) ? 'text' : 'unicode',
        ...(callback ? { callback, 'status-report-req': '1' } : {}),
      },
    },
  });
  if (reply.status !== 200) return classifyReply(reply);
  const { messages } = (reply.json ?? {}) as { messages?: unknown };
  // One entry for each part of a long message: it is sent when all of them are.
  const parts = Array.isArray(messages) ? messages : [];
  const bad = parts.find((part) => textAt(part, 'status') !== '0');
  const status = textAt(bad, 'status');
  // Better without receipts than not at all.
  if (status === '23' && callback) return writeBySms(number, text, io);
  if (bad !== undefined) return outcomeOf(status ?? '');
  const messageId = textAt(parts[0], 'message-id');
  return messageId === undefined ? notVonage : { outcome: 'sent', providerId: messageId };
}

const tryLater = new Set(['1', '5', '10']);
const ourFault: Record<string, string> = {
  '4': 'Vonage refused our sign-in',
  '8': 'Vonage has barred the account',
  '9': 'the account at Vonage has no credit left',
  '11': 'the account at Vonage may not use this API',
  '14': 'Vonage refused our sign-in',
  '15': 'Vonage does not take this sender',
  '29': 'a trial account of Vonage only sends to numbers that it has verified',
  '32': 'Vonage refused our sign-in',
};
const reasons: Record<string, string> = {
  '3': 'Vonage says that this is no valid number',
  '6': 'Vonage has no way to this number',
  '7': 'this number is barred from messages',
  '33': 'the number is not in use any more',
};

/** The status inside a reply that always says 200. */
function outcomeOf(status: string): Outcome {
  if (tryLater.has(status))
    return { outcome: 'retry', afterSeconds: 5, reason: `Vonage is busy (${status})`, isProviderFault: true };
  if (ourFault[status]) return providerRefused(ourFault[status]);
  return { outcome: 'failed', reason: reasons[status] ?? `Vonage did not take the message (${status})` };
}

async function writeByMessages(number: string, text: string, io: VonageIo): Promise<Outcome> {
  const reply = await ask(io, 'POST', 'v1/messages', {
    ...{ channel: 'sms', message_type: 'text', to: bare(number), from: bare(io.settings.from), text },
    ...{ webhook_url: io.hookUrl, webhook_version: 'v1' },
  });
  return classify(reply, textAt(reply.json, 'message_uuid'));
}

export async function call(message: Message, { number }: VoiceTo, io: VonageIo): Promise<Outcome> {
  const { from, callFrom = from, applicationId } = io.settings;
  if (number === callFrom) return ownNumber;
  if (applicationId === undefined) return { outcome: 'failed', reason: 'no application is set to call with' };
  if (!callFrom.startsWith('+')) return { outcome: 'failed', reason: 'no number to call from is set' };
  const sentences = spokenSentences(message);
  const token = tokenOf(message);
  const reply = await ask(io, 'POST', 'v1/calls', {
    to: [{ type: 'phone', number: bare(number) }],
    from: { type: 'phone', number: bare(callFrom) },
    ncco: token === undefined ? telling(sentences, 2) : asking(io.hookUrl, token, sentences),
    event_url: [io.hookUrl],
    event_method: 'POST',
    machine_detection: 'continue',
    ringing_timer: 28,
  });
  const uuid = textAt(reply.json, 'uuid');
  return classify(reply, uuid, uuid === undefined ? undefined : { uuid });
}

/** Ends a call that still rings; one that has ended is left as it is. */
export async function hangUp(_message: PageEndMessage, { uuid }: Reference, _to: VoiceTo, io: VonageIo) {
  const reply = await ask(io, 'PUT', `v1/calls/${encodeURIComponent(String(uuid))}`, { action: 'hangup' });
  const outcome = classify(reply, String(uuid));
  return outcome.outcome === 'failed' && outcome.isProviderFault !== true ? ({ outcome: 'sent' } as const) : outcome;
}

const talk = (sentences: string[], loop: number) => ({
  ...{
    action: 'talk',
    text: [...sentences.join(' ')].slice(0, 1_000).join(''),
    bargeIn: true,
    language: 'en-US',
    loop,
  },
});
export const telling = (sentences: string[], loop = 1) => [{ ...talk(sentences, loop), bargeIn: false }];
export const asking = (hookUrl: string, token: string, sentences: string[]) => [
  talk([...sentences, menu], 2),
  {
    ...{ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1, timeOut: 10 } },
    ...{ eventUrl: [keyUrl(hookUrl, { token, sentences })], eventMethod: 'POST' },
  },
];

function ask(io: VonageIo, method: 'POST' | 'PUT', resource: string, body: object) {
  const { apiUrl } = io.settings;
  return exchange(io, {
    method,
    url: `${apiUrl}/${resource}`,
    headers: { authorization: authorizationOf(io) },
    body: { json: body },
  });
}

function classify(reply: ProviderReply, messageId?: string, reference?: Reference): Outcome {
  if (reply.status < 300) return messageId === undefined ? notVonage : classifyReply(reply, { messageId, reference });
  if (reply.status === 402) return providerRefused('the account at Vonage has no credit left');
  return classifyReply(reply);
}
