/** What Vonage reports about messages, old and new, and about calls. */
import { textAt } from '../exchange.ts';
import type { Inbound, InboundRequest } from '../provider.ts';
import { callReasons, delivered, noNews, notDelivered } from '../reports.ts';
import { answeredByText } from '../sms/answered.ts';
import { withPlus } from '../sms/phone-number.ts';
import { stoppedReason } from '../sms/reply-words.ts';
import { readKeyUrl } from '../voice/key-url.ts';
import { keyPressed, nothingPressed, sayAgain, sayDone } from '../voice/script.ts';
import { asking, telling, writeTo } from './send.ts';
import type { VonageIo } from './settings.ts';
import { fieldsOf, isSignedByVonage } from './tokens.ts';

export async function receive(request: InboundRequest, io: VonageIo): Promise<Inbound | null> {
  if (!isSignedByVonage(request, io)) return null;
  const about = readKeyUrl(request.query);
  if (about !== null) return keyReceived(JSON.parse(request.body.toString('utf8')), about, io);
  const field = fieldsOf(request);
  const { status, text, uuid } = field;
  const messageId = field.message_uuid ?? field.messageId;
  const sender = field.from ?? field.msisdn;
  if (messageId !== undefined && status !== undefined) return textStatus(messageId, status, field['err-code']);
  if (messageId !== undefined && text !== undefined && sender !== undefined)
    return answeredByText({ text, from: withPlus(sender), key: messageId }, ok, (words) =>
      writeTo(withPlus(sender), words, io),
    );
  if (uuid !== undefined && status !== undefined) return callStatus(uuid, status);
  return noNews();
}

function textStatus(messageId: string, status: string, code: string | undefined): Inbound {
  if (status === 'delivered' || status === 'read') return delivered(messageId, status);
  if (!['failed', 'rejected', 'expired', 'undeliverable'].includes(status)) return noNews();
  const reason = code === '9' ? stoppedReason : `the text message was not delivered${code ? ` (${code})` : ''}`;
  return notDelivered(messageId, status, reason);
}

const unheard = new Map<string, string>([
  ['unanswered', callReasons.noAnswer],
  ['timeout', callReasons.noAnswer],
  ['busy', callReasons.busy],
  ['rejected', callReasons.rejected],
  ['failed', callReasons.failed],
  ['cancelled', callReasons.cancelled],
  ['machine', callReasons.machine],
]);

function callStatus(uuid: string, status: string): Inbound {
  const reason = unheard.get(status);
  if (reason !== undefined) return notDelivered(uuid, status, reason);
  return status === 'completed' ? delivered(uuid, status) : noNews();
}

function keyReceived(report: unknown, about: NonNullable<ReturnType<typeof readKeyUrl>>, io: VonageIo): Inbound {
  const digits = textAt(report, 'dtmf.digits') ?? '';
  const token = about.token ?? '';
  const press = keyPressed(digits, token, withPlus(textAt(report, 'to') ?? ''), textAt(report, 'uuid') ?? '');
  if (press) return { happenings: [press], answer: ([handled]) => script(telling(sayDone(handled))) };
  const next = digits === '' ? telling([nothingPressed]) : asking(io.hookUrl, token, sayAgain(digits, about.sentences));
  return noNews(() => script(next));
}

const ok = () => ({ status: 200 });
const script = (ncco: object[]) => ({
  ...{ status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(ncco) },
});
