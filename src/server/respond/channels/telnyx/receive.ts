/** What Telnyx reports: https://developers.telnyx.com/docs/voice/programmable-voice/voice-api-webhooks */
import { createPublicKey, verify } from 'node:crypto';
import { textAt } from '../exchange.ts';
import type { Happening, Inbound, InboundRequest } from '../provider.ts';
import { answeredByText } from '../sms/answered.ts';
import { withPlus } from '../sms/phone-number.ts';
import { keyPressed, nothingPressed, sayAgain, sayDone } from '../voice/script.ts';
import { type CallState, command, reasonOf, speak, writeTo } from './send.ts';
import type { TelnyxIo } from './settings.ts';

export async function receive(request: InboundRequest, io: TelnyxIo): Promise<Inbound | null> {
  if (!isSigned(request, io)) return null;
  const event = JSON.parse(request.body.toString('utf8')) as unknown;
  const field = (path: string) => textAt(event, `data.payload.${path}`) ?? '';
  const id = textAt(event, 'data.id') ?? '';
  const kind = textAt(event, 'data.event_type') ?? '';
  if (kind === 'message.received') {
    const sender = withPlus(textAt(from(event), 'phone_number') ?? '');
    const received = { text: field('text'), from: sender, key: field('id') || id };
    return answeredByText(received, ok, (words) => writeTo(sender, words, io));
  }
  if (kind === 'message.finalized') return finalized(event, field('id'));
  return callEvent({ kind, id, field, state: stateOf(field('client_state')), callId: field('call_control_id') }, io);
}

function finalized(event: unknown, messageId: string): Inbound {
  const { payload } = (event as { data: { payload: { to?: unknown[]; errors?: unknown[] } } }).data;
  const status = textAt(payload.to?.[0], 'status') ?? '';
  const code = textAt(payload.errors?.[0], 'code');
  const key = `${messageId} ${status}`;
  if (status === 'delivered') return report([{ kind: 'receipt', key, messageId, state: 'delivered' }]);
  if (!['sending_failed', 'delivery_failed'].includes(status)) return report([]);
  const reason = reasonOf(code) ?? `the text message was not delivered${code ? ` (${code})` : ''}`;
  return report([{ kind: 'receipt', key, messageId, state: 'failed', reason }]);
}

type CallEvent = {
  kind: string;
  id: string;
  field: (path: string) => string;
  state: CallState | null;
  callId: string;
};

const unanswered: Record<string, string> = {
  ...{ timeout: 'nobody picked up', no_answer: 'nobody picked up', user_busy: 'the line was busy' },
  ...{ call_rejected: 'the call was rejected', not_found: 'the number does not exist' },
  ...{ originator_cancel: 'the call was cancelled', unspecified: 'the call could not be connected' },
};

function callEvent({ kind, id, field, state, callId }: CallEvent, io: TelnyxIo): Inbound {
  const say = (next: CallState) => speak(io, callId, next, id);
  if (state === null || callId === '') return report([]);
  switch (kind) {
    case 'call.answered':
      return { ...report([]), after: () => say(state) };
    case 'call.gather.ended':
      return keyReceived(field('digits'), field, { state, callId }, say);
    case 'call.speak.ended':
      if (state.token !== undefined && !state.isOver) return report([]);
      return { ...report([]), after: () => command(io, callId, 'hangup', {}, id) };
    case 'call.machine.detection.ended':
      return report(
        /^(machine|fax)/.test(field('result'))
          ? [failure(callId, 'machine', 'a voicemail or machine answered the call')]
          : [],
      );
    case 'call.hangup': {
      const cause = field('hangup_cause');
      const reason = unanswered[cause];
      return report([
        reason === undefined
          ? { kind: 'receipt', key: `${callId} ended`, messageId: callId, state: 'delivered' }
          : failure(callId, 'ended', reason),
      ]);
    }
    default:
      return report([]);
  }
}

function keyReceived(
  digits: string,
  field: CallEvent['field'],
  { state, callId }: { state: CallState; callId: string },
  say: (next: CallState) => Promise<unknown>,
): Inbound {
  if (/hangup|cancel/.test(field('status'))) return report([]);
  const press = keyPressed(digits, state.token ?? '', withPlus(field('to')), callId);
  if (press)
    return {
      ...report([press]),
      after: ([handled]) => say({ ...state, isOver: true, sentences: sayDone(handled) }),
    };
  const next =
    digits === ''
      ? { ...state, isOver: true, sentences: [nothingPressed] }
      : { ...state, sentences: sayAgain(digits, state.sentences) };
  return { ...report([]), after: () => say(next) };
}

const failure = (messageId: string, what: string, reason: string): Happening => ({
  ...{ kind: 'receipt', key: `${messageId} ${what}`, messageId, state: 'failed', reason },
});

const ok = () => ({ status: 200 });
const report = (happenings: Happening[]): Inbound => ({ happenings, answer: ok });

const from = (event: unknown) => (event as { data: { payload: { from?: unknown } } }).data.payload.from;

function stateOf(text: string): CallState | null {
  try {
    const state = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as CallState;
    return Array.isArray(state.sentences) ? state : null;
  } catch {
    return null;
  }
}

const mostSecondsOld = 300;
/** The head of an Ed25519 key in DER (RFC 8410), which Telnyx leaves out. */
const keyHead = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned({ headers, body }: InboundRequest, { settings, wallNow }: TelnyxIo): boolean {
  const timestamp = headers['telnyx-timestamp'] ?? '';
  const signature = Buffer.from(headers['telnyx-signature-ed25519'] ?? '', 'base64');
  if (!/^\d{1,12}$/.test(timestamp) || signature.length !== 64) return false;
  if (Math.abs(wallNow() / 1000 - Number(timestamp)) > mostSecondsOld) return false;
  const der = Buffer.concat([keyHead, Buffer.from(settings.signedBy, 'base64')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.concat([Buffer.from(`${timestamp}|`), body]), key, signature);
}
