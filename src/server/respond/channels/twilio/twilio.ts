/** Text messages and calls through Twilio (API of 2010-04-01). */
import { z } from 'zod';
import { EgressProblem } from '../../../platform/egress/problem.ts';
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import {
  carry,
  defineProvider,
  type Handled,
  type Inbound,
  type InboundRequest,
  type ProviderIo,
} from '../provider.ts';
import { wishOf } from '../sms/reply-words.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';
import { keys, menu, nothingPressed, repeatKey, spokenSentences, xmlText } from '../voice/script.ts';
import { type VoiceTo, voice } from '../voice/voice.ts';
import { isSignedByTwilio } from './signature.ts';

const settingsSchema = z.object({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i, 'begins with AC and has 34 characters'),
  authToken: z.string().min(8).max(200),
  previousAuthToken: z.string().max(200).optional(),
  from: z.string().regex(/^(\+\d{5,15}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$/i, 'must be a number, a sender name or MG…'),
  callFrom: z
    .string()
    .regex(/^\+\d{5,15}$/, 'must be a number such as +4930123456')
    .optional(),
  replies: z.boolean().default(true),
  links: z.boolean().default(false),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default('https://api.twilio.com'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

export const twilio = defineProvider<Settings>({
  kind: 'twilio',
  title: 'Twilio',
  icon: 'phone',
  description: 'Text messages and phone calls, with replies, key presses and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'accountSid',
      label: 'Account SID',
      kind: 'text',
      help: 'On the front page of the Twilio console.',
      placeholder: 'AC…',
    },
    {
      key: 'authToken',
      label: 'Auth token',
      kind: 'secret',
      help: 'It signs what Twilio reports to us, so an API key does not do.',
    },
    {
      key: 'previousAuthToken',
      label: 'Secondary auth token',
      kind: 'secret',
      help: 'While you change the token: signs as well.',
      isOptional: true,
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours, a messaging service (MG…) or a sender name.',
      placeholder: '+4930123456',
    },
    {
      key: 'callFrom',
      label: 'Calls from',
      kind: 'text',
      help: 'The number that calls; the one above when left empty.',
      isOptional: true,
    },
    {
      key: 'replies',
      label: 'Replies arrive',
      kind: 'switch',
      help: 'Off for a sender name or a country without replies: then the link goes along.',
      isOptional: true,
    },
    {
      key: 'links',
      label: 'Put the link into text messages',
      kind: 'switch',
      help: 'Some carriers drop messages with links.',
      isOptional: true,
    },
    {
      key: 'apiUrl',
      label: 'API address',
      kind: 'url',
      help: 'For a region, such as https://api.dublin.ie1.twilio.com.',
      isOptional: true,
    },
  ],
  describe: ({ accountSid, from }) => `${from} (…${accountSid.slice(-4)})`,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    { title: 'Copy two values', text: 'Account SID and auth token are on the front page of the Twilio console.' },
    {
      title: 'Receive replies',
      text: 'In the settings of your number or messaging service, under “A message comes in”, choose Webhook, POST, and enter this address.',
      code: hookUrl,
    },
    {
      title: 'Rules of the carriers',
      text: 'For numbers in the United States register A2P 10DLC first, or messages are blocked (error 30034). A sender name cannot receive replies.',
    },
    {
      title: 'Send a test',
      text: 'Receipts and key presses come to the same address by themselves; it must be reachable from the internet.',
    },
  ],
  carries: [
    carry<Settings, SmsTo>(sms, { send: sendText }),
    carry<Settings, VoiceTo>(voice, { send: call, update: hangUp }),
  ],
  receive,
});

async function sendText(message: Message, { number }: SmsTo, io: Io): Promise<Outcome> {
  const { from, replies, links } = io.settings;
  const body = smsText(message, { canReply: replies, link: links });
  const form = {
    To: number,
    ...(from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }),
    Body: body,
    StatusCallback: io.hookUrl,
  };
  const startedAt = io.wallNow();
  try {
    return await post(io, 'Messages.json', form);
  } catch (error) {
    if (!(error instanceof EgressProblem && error.mayHaveArrived)) throw error;
    const sid = await findSent(io, number, body, startedAt).catch(() => undefined);
    if (sid === undefined) throw error;
    return { outcome: 'sent', providerId: sid };
  }
}

async function call(message: Message, { number }: VoiceTo, io: Io): Promise<Outcome> {
  const { from, callFrom } = io.settings;
  const sentences = spokenSentences(message);
  const twiml = message.kind === 'page' ? asking(io, message.token, sentences) : telling([...sentences, ...sentences]);
  return post(io, 'Calls.json', {
    To: number,
    From: callFrom ?? from,
    Twiml: `<Response>${twiml}</Response>`,
    Timeout: '28',
    StatusCallback: io.hookUrl,
    StatusCallbackEvent: ['completed'],
    MachineDetection: 'Enable',
    AsyncAmd: 'true',
    AsyncAmdStatusCallback: io.hookUrl,
  });
}

/** Ends a call that still rings; one that has ended is left as it is. */
async function hangUp(_message: PageEndMessage, reference: Reference, _to: VoiceTo, io: Io): Promise<Outcome> {
  const outcome = await post(io, `Calls/${reference.sid}.json`, { Status: 'completed' });
  return outcome.outcome === 'retry' ? outcome : { outcome: 'sent' };
}

async function post(io: Io, resource: string, form: Record<string, string | string[]>): Promise<Outcome> {
  const reply = await ask(io, 'POST', resource, form);
  // Its own servers could not reach our address: better without receipts than not at all.
  if (textAt(reply.json, 'code') === '21609' && 'StatusCallback' in form) {
    const { StatusCallback: _unreachable, ...rest } = form;
    return post(io, resource, rest);
  }
  return classify(reply);
}

function ask(io: Io, method: 'GET' | 'POST', resource: string, form?: Record<string, string | string[]>) {
  const { apiUrl, accountSid, authToken } = io.settings;
  return exchange(io, {
    method,
    url: `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/${resource}`,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    ...(form ? { body: { form } } : {}),
  });
}

/** No two messages to one number have the same words within seconds, because each page has its code. */
async function findSent(io: Io, to: string, body: string, sinceMs: number): Promise<string | undefined> {
  const day = new Date(sinceMs - 86_400_000).toISOString().slice(0, 10);
  const reply = await ask(io, 'GET', `Messages.json?To=${encodeURIComponent(to)}&DateSent%3E=${day}&PageSize=20`);
  const listed = (reply.json as { messages?: unknown } | undefined)?.messages;
  if (!Array.isArray(listed)) return undefined;
  const ours = listed.find(
    (each) => textAt(each, 'body') === body && Date.parse(textAt(each, 'date_created') ?? '') >= sinceMs - 5_000,
  );
  return ours && textAt(ours, 'sid');
}

/** Twilio's error codes, where they say more than the status. */
const badNumbers = new Set(['21211', '21214', '21217', '21614', '30005', '30006']);
const tryLater = new Set(['20429', '30001', '30008', '14107']);
const ourFault = new Set(['20003', '20005', '21606', '21212', '21603', '21210', '30034', '30002']);

function classify(reply: ProviderReply): Outcome {
  const code = textAt(reply.json, 'code') ?? textAt(reply.json, 'error_code');
  const sid = textAt(reply.json, 'sid');
  if (reply.status < 300 && code === undefined && sid !== undefined)
    return { outcome: 'sent', providerId: sid, ...(sid.startsWith('CA') ? { reference: { sid } } : {}) };
  if (code === undefined) return classifyReply(reply, { messageId: sid });
  return outcomeOfCode(code) ?? classifyReply(reply.status < 300 ? { ...reply, status: 400 } : reply);
}

function outcomeOfCode(code: string): Outcome | null {
  if (code === '21610') return { outcome: 'failed', reason: reasons[code]!, disable: true };
  if (badNumbers.has(code)) return { outcome: 'failed', reason: reasons[code] ?? 'Twilio cannot reach this number' };
  if (ourFault.has(code)) return providerRefused(reasons[code] ?? `Twilio refuses our settings (${code})`);
  if (tryLater.has(code))
    return { outcome: 'retry', afterSeconds: 5, reason: `Twilio is busy (${code})`, isProviderFault: true };
  return reasons[code] ? { outcome: 'failed', reason: reasons[code] } : null;
}

const reasons: Record<string, string> = {
  '20003': 'Twilio refused our sign-in',
  '21211': 'Twilio says that this is no valid number',
  '21408': 'Twilio may not send to this country: allow it under geo permissions',
  '21610': 'the number asked for no more messages (STOP)',
  '21614': 'this number cannot receive text messages',
  '30003': 'the phone could not be reached',
  '30004': 'the carrier blocked the message',
  '30005': 'the number does not exist',
  '30006': 'a landline cannot receive text messages',
  '30007': 'the carrier filtered the message',
  '30034': 'the sender number is not registered in the United States (A2P 10DLC)',
};

async function receive(request: InboundRequest, io: Io): Promise<Inbound | null> {
  const { authToken, previousAuthToken } = io.settings;
  if (
    !isSignedByTwilio(
      request,
      [authToken, previousAuthToken].filter((each) => each !== undefined),
    )
  )
    return null;
  const form = new URLSearchParams(request.body.toString('utf8'));
  const field = (name: string) => form.get(name) ?? '';
  const token = request.query.get('token');
  if (token !== null) return keyPressed(field('Digits'), token, field('To'), field('CallSid'), request, io);
  if (form.has('AnsweredBy')) return answeredBy(field('AnsweredBy'), field('CallSid'));
  if (form.has('MessageStatus')) return textStatus(field('MessageStatus'), field('MessageSid'), field('ErrorCode'));
  if (form.has('CallStatus')) return callStatus(field('CallStatus'), field('CallSid'));
  if (form.has('Body')) return textReceived(field('Body'), field('From'), field('MessageSid'));
  return { happenings: [], answer: empty };
}

function keyPressed(
  digits: string,
  token: string,
  number: string,
  callSid: string,
  request: InboundRequest,
  io: Io,
): Inbound {
  const action = keys[digits];
  const again = asking(io, token, (request.query.get('say') ?? '').split('|'));
  if (!action)
    return {
      happenings: [],
      answer: () => xml(digits === repeatKey || digits === '' ? again : asking(io, token, ['That key does nothing.'])),
    };
  return {
    happenings: [
      { kind: 'press', key: `${callSid} ${digits}`, action, token, by: { channel: voice.channel, identity: number } },
    ],
    answer: ([handled]) => xml(telling([spoken(handled), 'Good bye.'])),
  };
}

const spoken = (handled: Handled | undefined) =>
  (handled?.isRepeat ? 'That is done already' : (handled?.text ?? '')).replace(/https?:\S+/g, '');

/** A machine that answered has heard it, nobody has. */
function answeredBy(who: string, messageId: string): Inbound {
  const isMachine = /^(machine|fax)/.test(who);
  const reason = 'a voicemail or machine answered the call';
  return {
    happenings: isMachine ? [{ kind: 'receipt', key: `${messageId} machine`, messageId, state: 'failed', reason }] : [],
    answer: empty,
  };
}

function textStatus(status: string, messageId: string, code: string): Inbound {
  const key = `${messageId} ${status}`;
  if (status === 'delivered' || status === 'read')
    return { happenings: [{ kind: 'receipt', key, messageId, state: 'delivered' }], answer: empty };
  if (status !== 'undelivered' && status !== 'failed') return { happenings: [], answer: empty };
  const reason = reasons[code] ?? `the text message was not delivered${code ? ` (${code})` : ''}`;
  return { happenings: [{ kind: 'receipt', key, messageId, state: 'failed', reason }], answer: empty };
}

const callEnds: Record<string, string> = {
  'no-answer': 'nobody picked up',
  busy: 'the line was busy',
  failed: 'the call could not be connected',
};

function callStatus(status: string, messageId: string): Inbound {
  const key = `${messageId} ${status}`;
  if (status === 'completed')
    return { happenings: [{ kind: 'receipt', key, messageId, state: 'delivered' }], answer: empty };
  const reason = callEnds[status];
  return { happenings: reason ? [{ kind: 'receipt', key, messageId, state: 'failed', reason }] : [], answer: empty };
}

function textReceived(text: string, identity: string, key: string): Inbound {
  const by = { channel: sms.channel, identity };
  const wish = wishOf(text);
  // The carrier itself answers STOP and START.
  if (wish) return { happenings: [{ kind: wish, key, by }], answer: empty };
  return {
    happenings: [{ kind: 'reply', key, text, by }],
    answer: ([handled]) => (handled?.text ? xml(`<Message>${xmlText(handled.text)}</Message>`) : empty()),
  };
}

/** Many phones swallow the first second. Said twice; the menu waits ten seconds for a key. */
function asking(io: Io, token: string, sentences: string[]): string {
  const text = sentences.join('|').slice(0, 500);
  const action = `${io.hookUrl}?token=${encodeURIComponent(token)}&say=${encodeURIComponent(text)}`;
  const gather = `<Gather input="dtmf" numDigits="1" timeout="10" method="POST" action="${xmlText(action)}">${say(text.split('|'))}${say([menu])}</Gather>`;
  return `<Pause length="1"/>${gather}${gather}${say([nothingPressed])}<Hangup/>`;
}

const telling = (sentences: string[]) => `<Pause length="1"/>${say(sentences)}<Hangup/>`;
const say = (sentences: string[]) =>
  sentences.map((each) => `<Say><prosody rate="90%">${xmlText(each)}</prosody></Say>`).join('');
const xml = (content: string) => ({
  status: 200,
  contentType: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`,
});
const empty = () => xml('');
