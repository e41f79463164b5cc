import type { Inbound, InboundRequest } from '../provider.ts';
import { callReasons, delivered, noNews, notDelivered } from '../reports.ts';
import { withPlus } from '../sms/phone-number.ts';
import { answerTo, textReceived } from '../sms/received.ts';
import { stoppedReason } from '../sms/reply-words.ts';
import { keyUrl, readKeyUrl } from '../voice/key-url.ts';
import { keyPressed, menu, nothingPressed, sayAgain, sayDone, xmlText } from '../voice/script.ts';
import type { PlivoIo } from './settings.ts';
import { isSignedByPlivo } from './signature.ts';

export async function receive(request: InboundRequest, io: PlivoIo): Promise<Inbound | null> {
  if (!isSignedByPlivo(request, io.settings.authToken)) return null;
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : request.query;
  const field = (name: string) => form.get(name) ?? '';
  const about = readKeyUrl(request.query);
  if (about !== null) return inCall(field, form.has('Digits'), about, io);
  if (form.has('Machine')) return answeredBy(field('Machine'), field('RequestUUID') || field('CallUUID'));
  if (form.has('CallStatus')) return callStatus(field('CallStatus'), field('RequestUUID') || field('CallUUID'));
  if (form.has('Text')) return text(field);
  if (form.has('Status')) return textStatus(field('Status'), field('MessageUUID'), field('ErrorCode'));
  return noNews(empty);
}

type Field = (name: string) => string;

/** Somebody has picked up, or pressed a key. */
function inCall(
  field: Field,
  hasDigits: boolean,
  about: NonNullable<ReturnType<typeof readKeyUrl>>,
  io: PlivoIo,
): Inbound {
  const { token, sentences } = about;
  if (token === null) return noNews(() => xml(speak([...sentences, ...sentences])));
  if (!hasDigits) return noNews(() => xml(asking(io.hookUrl, token, sentences)));
  const press = keyPressed(field('Digits'), token, withPlus(field('To')), field('CallUUID'));
  if (press) return { happenings: [press], answer: ([handled]) => xml(speak(sayDone(handled))) };
  return noNews(() => xml(asking(io.hookUrl, token, sayAgain(field('Digits'), sentences))));
}

function answeredBy(machine: string, messageId: string): Inbound {
  return machine === 'true' ? notDelivered(messageId, 'machine', callReasons.machine, empty) : noNews(empty);
}

const unheard = new Map<string, string>([
  ['busy', callReasons.busy],
  ['no-answer', callReasons.noAnswer],
  ['timeout', callReasons.noAnswer],
  ['failed', callReasons.failed],
  ['cancel', callReasons.cancelled],
]);

function callStatus(status: string, messageId: string): Inbound {
  const reason = unheard.get(status);
  if (reason !== undefined) return notDelivered(messageId, status, reason, empty);
  return status === 'completed' ? delivered(messageId, status, empty) : noNews(empty);
}

const textReasons = new Map<string, string>([
  ['30', 'the carrier took the message for spam'],
  ['50', 'Plivo says that this is no valid number'],
  ['70', 'the number cannot be reached any more'],
  ['80', 'the phone could not be reached'],
  ['200', stoppedReason],
  ['450', 'the sender number is not registered in the United States (10DLC)'],
  ['900', 'the account at Plivo has no credit left'],
]);

function textStatus(status: string, messageId: string, code: string): Inbound {
  if (status === 'delivered') return delivered(messageId, status, empty);
  if (!['failed', 'undelivered', 'rejected'].includes(status)) return noNews(empty);
  const reason = textReasons.get(code) ?? `the text message was not delivered${code ? ` (${code})` : ''}`;
  return notDelivered(messageId, status, reason, empty);
}

function text(field: Field): Inbound {
  const happening = textReceived(field('Text'), withPlus(field('From')), field('MessageUUID'));
  const [to, from] = [xmlText(field('From')), xmlText(field('To'))];
  return {
    happenings: [happening],
    answer([handled]) {
      const words = answerTo(happening, handled);
      return words === '' ? empty() : xml(`<Message src="${from}" dst="${to}" type="sms">${xmlText(words)}</Message>`);
    },
  };
}

const say = (sentences: string[]) => `<Speak language="en-US">${xmlText(sentences.join(' '))}</Speak>`;
const speak = (sentences: string[]) => `<Wait length="1"/>${say(sentences)}<Hangup/>`;

/** Many phones swallow the first second. Said twice; ten seconds for a key. */
function asking(hookUrl: string, token: string, sentences: string[]): string {
  const action = xmlText(keyUrl(hookUrl, { token, sentences }));
  const asked = say([...sentences, menu]);
  return `<Wait length="1"/><GetDigits action="${action}" method="POST" numDigits="1" timeout="10" retries="2" validDigits="0123456789*" playBeep="false">${asked}</GetDigits>${say([nothingPressed])}<Hangup/>`;
}

const xml = (content: string) => ({
  ...{ status: 200, contentType: 'text/xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`,
});
const empty = () => xml('');
