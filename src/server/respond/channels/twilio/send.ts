import { EgressProblem } from '../../../platform/egress/problem.ts';
import type { Outcome, Reference } from '../channel.ts';
import { exchange, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import type { ProviderIo } from '../provider.ts';
import { ownNumber } from '../sms/phone-number.ts';
import type { SmsTo } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';
import { spokenSentences, tokenOf } from '../voice/script.ts';
import type { VoiceTo } from '../voice/voice.ts';
import { classify } from './errors.ts';
import type { TwilioSettings } from './settings.ts';
import { asking, telling } from './twiml.ts';

type Io = ProviderIo<TwilioSettings>;
type Form = Record<string, string | string[]>;

export async function sendText(message: Message, { number }: SmsTo, io: Io): Promise<Outcome> {
  const { from, replies, links } = io.settings;
  if (number === from) return ownNumber;
  const body = smsText(message, { canReply: replies, link: links });
  const sender: Form = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  const startedAt = io.wallNow();
  try {
    return await post(io, 'Messages.json', { To: number, ...sender, Body: body, StatusCallback: io.hookUrl });
  } catch (error) {
    if (!(error instanceof EgressProblem && error.mayHaveArrived)) throw error;
    const sid = await findSent(io, number, body, startedAt).catch(() => undefined);
    if (sid === undefined) throw error;
    return { outcome: 'sent', providerId: sid };
  }
}

export async function call(message: Message, { number }: VoiceTo, io: Io): Promise<Outcome> {
  const { from, callFrom = from } = io.settings;
  if (number === callFrom) return ownNumber;
  if (!callFrom.startsWith('+')) return { outcome: 'failed', reason: 'no number to call from is set' };
  const sentences = spokenSentences(message);
  const token = tokenOf(message);
  return post(io, 'Calls.json', {
    To: number,
    From: callFrom,
    Twiml: token === undefined ? telling([...sentences, ...sentences]) : asking(io.hookUrl, token, sentences),
    Timeout: '28',
    StatusCallback: io.hookUrl,
    StatusCallbackEvent: ['completed'],
    MachineDetection: 'Enable',
    AsyncAmd: 'true',
    AsyncAmdStatusCallback: io.hookUrl,
  });
}

/** Ends a call that still rings; one that has ended is left as it is. */
export async function hangUp(_message: PageEndMessage, reference: Reference, _to: VoiceTo, io: Io): Promise<Outcome> {
  const outcome = await post(io, `Calls/${reference.sid}.json`, { Status: 'completed' });
  return outcome.outcome === 'failed' && outcome.isProviderFault !== true ? { outcome: 'sent' } : outcome;
}

async function post(io: Io, resource: string, form: Form): Promise<Outcome> {
  const reply = await ask(io, 'POST', resource, form);
  // Its own servers could not reach our address: better without receipts than not at all.
  if (textAt(reply.json, 'code') === '21609' && 'StatusCallback' in form) {
    const rest = Object.entries(form).filter(([name]) => !name.includes('StatusCallback'));
    return post(io, resource, Object.fromEntries(rest));
  }
  return classify(reply);
}

function ask(io: Io, method: 'GET' | 'POST', resource: string, form?: Form) {
  const { apiUrl, accountSid, authToken } = io.settings;
  return exchange(io, {
    method,
    url: `${apiUrl}/2010-04-01/Accounts/${accountSid}/${resource}`,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    ...(form ? { body: { form } } : {}),
    // A list of messages is longer than what is said of one.
    ...(form ? {} : { maxResponseBytes: 128 * 1024 }),
  });
}

/** The newest come first. No two messages to one number have the same words within seconds: each page has its code. */
async function findSent(io: Io, to: string, body: string, sinceMs: number): Promise<string | undefined> {
  const reply = await ask(io, 'GET', `Messages.json?To=${encodeURIComponent(to)}&PageSize=20`);
  const listed = (reply.json as { messages?: unknown } | undefined)?.messages;
  if (!Array.isArray(listed)) return undefined;
  const ours = listed.find(
    (each) => textAt(each, 'body') === body && Date.parse(textAt(each, 'date_created') ?? '') >= sinceMs - 5_000,
  );
  return ours && textAt(ours, 'sid');
}
