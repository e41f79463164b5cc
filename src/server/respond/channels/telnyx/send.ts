import { createHash } from 'node:crypto';
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import { ownNumber } from '../sms/phone-number.ts';
import { stoppedReason } from '../sms/reply-words.ts';
import type { SmsTo } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';
import { menu, spokenSentences, tokenOf } from '../voice/script.ts';
import type { VoiceTo } from '../voice/voice.ts';
import type { TelnyxIo } from './settings.ts';

/** What a call is about; Telnyx hands it back with everything that it reports about the call. */
export type CallState = { token?: string | undefined; sentences: string[]; isOver?: boolean };

export async function sendText(message: Message, { number }: SmsTo, io: TelnyxIo): Promise<Outcome> {
  const { from, replies, links } = io.settings;
  if (number === from) return ownNumber;
  return writeTo(number, smsText(message, { canReply: replies, link: links }), io);
}

export async function writeTo(number: string, text: string, io: TelnyxIo): Promise<Outcome> {
  const { from, messagingProfile } = io.settings;
  const reply = await ask(io, 'messages', {
    from,
    to: number,
    text,
    ...(messagingProfile ? { messaging_profile_id: messagingProfile } : {}),
    webhook_url: io.hookUrl,
  });
  return classify(reply, textAt(reply.json, 'data.id'));
}

export async function call(message: Message, { number }: VoiceTo, io: TelnyxIo): Promise<Outcome> {
  const { connection, from, callFrom = from } = io.settings;
  if (number === callFrom) return ownNumber;
  if (connection === undefined) return { outcome: 'failed', reason: 'no Voice API application is set' };
  if (!callFrom.startsWith('+')) return { outcome: 'failed', reason: 'no number to call from is set' };
  const reply = await ask(io, 'calls', {
    connection_id: connection,
    to: number,
    from: callFrom,
    timeout_secs: 28,
    answering_machine_detection: 'detect',
    webhook_url: io.hookUrl,
    client_state: written({ token: tokenOf(message), sentences: spokenSentences(message) }),
    // Twice the same is one call: a repeat after a broken connection rings nobody again.
    command_id: commandId(message.idempotencyKey, number),
  });
  const id = textAt(reply.json, 'data.call_control_id');
  return classify(reply, id, id === undefined ? undefined : { call: id });
}

/** Ends a call that still rings; one that has ended is left as it is. */
export async function hangUp(_message: PageEndMessage, { call: id }: Reference, _to: VoiceTo, io: TelnyxIo) {
  const outcome = classify(await command(io, String(id), 'hangup', {}, 'hang up'), 'ended');
  return outcome.outcome === 'failed' && outcome.isProviderFault !== true ? ({ outcome: 'sent' } as const) : outcome;
}

/** Says what the call is about; of a page also what the keys do, twice, and waits for one. */
export function speak(io: TelnyxIo, callId: string, state: CallState, because: string) {
  const words = state.sentences.join(' ').slice(0, 1_500);
  const voiced = { voice: 'female', language: 'en-US', client_state: written(state) };
  if (state.token === undefined || state.isOver)
    return command(io, callId, 'speak', { ...voiced, payload: words }, because);
  const gathering = {
    ...{ minimum_digits: 1, maximum_digits: 1, maximum_tries: 2, timeout_millis: 10_000 },
    ...{ valid_digits: '0123456789*', terminating_digit: '#' },
  };
  return command(io, callId, 'gather_using_speak', { ...voiced, ...gathering, payload: `${words} ${menu}` }, because);
}

/** @param because names the command: a second one with the same name in the same call does nothing */
export function command(io: TelnyxIo, callId: string, action: string, body: object, because: string) {
  return ask(io, `calls/${encodeURIComponent(callId)}/actions/${action}`, {
    ...body,
    command_id: commandId(callId, action, because),
  });
}

function ask({ settings, ...io }: TelnyxIo, resource: string, body: object) {
  return exchange(io, {
    method: 'POST',
    url: `${settings.apiUrl}/v2/${resource}`,
    headers: { authorization: `Bearer ${settings.apiKey}` },
    body: { json: body },
  });
}

const commandId = (...names: string[]) => createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 36);

const written = (state: CallState) => Buffer.from(JSON.stringify(state)).toString('base64');

/** Telnyx's error codes, where they say more than the status. */
const reasons: Record<string, string> = {
  '40001': 'a landline or this number cannot receive text messages',
  '40002': 'the carrier took the message for spam',
  '40003': 'the carrier blocks our number as spam',
  '40005': 'the message was too late',
  '40006': 'the carrier of the phone could not be reached',
  '40008': 'the carrier did not take the message',
  '40010': 'the sender number is not registered in the United States (10DLC)',
  '40300': stoppedReason,
  '40310': 'Telnyx says that this is no valid number',
};
const ourFault = new Set(['10009', '10010', '20100', '40010', '40003', '40305', '40306', '40312', '40313', '40331']);
const tryLater = new Set(['10011', '40011', '40014', '40318']);

export const reasonOf = (code: string | undefined) => (code !== undefined && reasons[code]) || undefined;

function classify(reply: ProviderReply, messageId?: string, reference?: Reference): Outcome {
  const [error] = errorsOf(reply.json);
  const code = textAt(error, 'code');
  if (reply.status < 300 && error === undefined)
    return messageId === undefined
      ? providerRefused('what answers at the API address is not Telnyx')
      : classifyReply(reply, { messageId, reference });
  const reason = reasonOf(code);
  if (code === '40300') return { outcome: 'failed', reason: reason!, disable: true };
  if (code !== undefined && ourFault.has(code))
    return providerRefused(reason ?? `Telnyx refuses our settings (${code})`);
  if (code !== undefined && tryLater.has(code)) return classifyReply({ ...reply, status: 429 });
  if (reason !== undefined && reply.status < 500) return { outcome: 'failed', reason };
  return classifyReply(reply.status < 300 ? { ...reply, status: 400 } : reply);
}

function errorsOf(json: unknown): unknown[] {
  const { errors, data } = (json ?? {}) as { errors?: unknown; data?: { errors?: unknown } };
  return [errors, data?.errors].flatMap((each) => (Array.isArray(each) ? each : []));
}
