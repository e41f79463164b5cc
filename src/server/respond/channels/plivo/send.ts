import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import { ownNumber } from '../sms/phone-number.ts';
import type { SmsTo } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';
import { keyUrl } from '../voice/key-url.ts';
import { spokenSentences, tokenOf } from '../voice/script.ts';
import type { VoiceTo } from '../voice/voice.ts';
import type { PlivoIo } from './settings.ts';

/** Plivo writes numbers without the plus. */
const bare = (number: string) => number.replace(/^\+/, '');

export async function sendText(message: Message, { number }: SmsTo, io: PlivoIo): Promise<Outcome> {
  const { from, replies, links } = io.settings;
  if (number === from) return ownNumber;
  const reply = await ask(io, 'POST', 'Message/', {
    ...{ src: bare(from), dst: bare(number), text: smsText(message, { canReply: replies, link: links }) },
    ...{ type: 'sms', url: io.hookUrl, method: 'POST' },
  });
  const [messageId] = textsAt(reply.json, 'message_uuid');
  return classify(reply, messageId);
}

/** Plivo asks at an address what to say, so all of it stands in that address. */
export async function call(message: Message, { number }: VoiceTo, io: PlivoIo): Promise<Outcome> {
  const { from, callFrom = from } = io.settings;
  if (number === callFrom) return ownNumber;
  if (!callFrom.startsWith('+')) return { outcome: 'failed', reason: 'no number to call from is set' };
  const reply = await ask(io, 'POST', 'Call/', {
    ...{ from: bare(callFrom), to: bare(number), ring_timeout: 28 },
    answer_url: keyUrl(io.hookUrl, { token: tokenOf(message), sentences: spokenSentences(message) }),
    ...{ answer_method: 'POST', hangup_url: io.hookUrl, hangup_method: 'POST' },
    ...{ machine_detection: 'true', machine_detection_url: io.hookUrl, machine_detection_method: 'POST' },
  });
  const request = textAt(reply.json, 'request_uuid');
  return classify(reply, request, request === undefined ? undefined : { request });
}

/** Ends a call that still rings; one that has ended is left as it is. */
export async function hangUp(_message: PageEndMessage, { request }: Reference, _to: VoiceTo, io: PlivoIo) {
  const outcome = classify(await ask(io, 'DELETE', `Request/${encodeURIComponent(String(request))}/`), 'ended');
  return outcome.outcome === 'failed' && outcome.isProviderFault !== true ? ({ outcome: 'sent' } as const) : outcome;
}

function ask({ settings, ...io }: PlivoIo, method: 'POST' | 'DELETE', resource: string, body?: object) {
  const { apiUrl, authId, authToken } = settings;
  return exchange(io, {
    method,
    url: `${apiUrl}/v1/Account/${authId}/${resource}`,
    headers: { authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString('base64')}` },
    ...(body ? { body: { json: body } } : {}),
  });
}

function classify(reply: ProviderReply, messageId?: string, reference?: Reference): Outcome {
  if (reply.status < 300)
    return messageId === undefined
      ? providerRefused('what answers at the API address is not Plivo')
      : classifyReply(reply, { messageId, reference });
  if (reply.status === 402) return providerRefused('the account at Plivo has no credit left');
  return classifyReply(reply);
}

function textsAt(json: unknown, name: string): string[] {
  const found = (json as Record<string, unknown> | undefined)?.[name];
  return [found].flat().filter((each) => typeof each === 'string');
}
