import type { Inbound, InboundRequest, ProviderIo } from '../provider.ts';
import { answerTo, textReceived } from '../sms/received.ts';
import { readKeyUrl } from '../voice/key-url.ts';
import { keyPressed, sayAgain, sayDone, xmlText } from '../voice/script.ts';
import { reasonOfReceipt } from './errors.ts';
import type { TwilioSettings } from './settings.ts';
import { isSignedByTwilio } from './signature.ts';
import { asking, telling } from './twiml.ts';

type Io = ProviderIo<TwilioSettings>;

export async function receive(request: InboundRequest, io: Io): Promise<Inbound | null> {
  const { authToken, previousAuthToken } = io.settings;
  const tokens = previousAuthToken === undefined ? [authToken] : [authToken, previousAuthToken];
  if (!isSignedByTwilio(request, tokens)) return null;
  const form = new URLSearchParams(request.body.toString('utf8'));
  const field = (name: string) => form.get(name) ?? '';
  if (request.query.has('token')) return key(field('Digits'), field('To'), field('CallSid'), request, io);
  if (form.has('CallStatus')) return callStatus(field('CallStatus'), field('AnsweredBy'), field('CallSid'));
  if (form.has('AnsweredBy'))
    return failedReceipt(isMachine(field('AnsweredBy')), `${field('CallSid')} machine`, field('CallSid'));
  if (form.has('MessageStatus')) return textStatus(field('MessageStatus'), field('MessageSid'), field('ErrorCode'));
  if (form.has('Body')) return text(field('Body'), field('From'), field('MessageSid'));
  return { happenings: [], answer: empty };
}

function key(digits: string, number: string, callSid: string, request: InboundRequest, io: Io): Inbound {
  const token = request.query.get('token') ?? '';
  const press = keyPressed(digits, token, number, callSid);
  if (press) return { happenings: [press], answer: ([handled]) => xml(telling(sayDone(handled))) };
  const sentences = sayAgain(digits, readKeyUrl(request.query)?.sentences ?? []);
  return { happenings: [], answer: () => xml(asking(io.hookUrl, token, sentences)) };
}

/** A machine that answered has heard it, nobody has. */
const isMachine = (answeredBy: string) =>
  /^(machine|fax)/.test(answeredBy) ? 'a voicemail or machine answered the call' : undefined;

function textStatus(status: string, messageId: string, code: string): Inbound {
  const id = `${messageId} ${status}`;
  if (status === 'delivered' || status === 'read') return delivered(id, messageId);
  return failedReceipt(['undelivered', 'failed'].includes(status) ? reasonOfReceipt(code) : undefined, id, messageId);
}

const callEnds: Record<string, string> = {
  'no-answer': 'nobody picked up',
  busy: 'the line was busy',
  failed: 'the call could not be connected',
  canceled: 'the call was cancelled',
};

function callStatus(status: string, answeredBy: string, messageId: string): Inbound {
  const reason = callEnds[status] ?? isMachine(answeredBy);
  const id = `${messageId} ${status}`;
  return status === 'completed' && reason === undefined
    ? delivered(id, messageId)
    : failedReceipt(reason, id, messageId);
}

const delivered = (id: string, messageId: string): Inbound => ({
  happenings: [{ kind: 'receipt', key: id, messageId, state: 'delivered' }],
  answer: empty,
});

function failedReceipt(reason: string | undefined, id: string, messageId: string): Inbound {
  if (reason === undefined) return { happenings: [], answer: empty };
  return { happenings: [{ kind: 'receipt', key: id, messageId, state: 'failed', reason }], answer: empty };
}

function text(body: string, from: string, messageSid: string): Inbound {
  const happening = textReceived(body, from, messageSid);
  return {
    happenings: [happening],
    answer([handled]) {
      const words = answerTo(happening, handled);
      return words === '' ? empty() : xml(`<Response><Message>${xmlText(words)}</Message></Response>`);
    },
  };
}

const xml = (document: string) => ({
  status: 200,
  contentType: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>${document}`,
});
const empty = () => xml('<Response></Response>');
