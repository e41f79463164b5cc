import type { Outcome, Reference } from '../channel.ts';
import { classifyReply } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import { spokenSentences, tokenOf } from '../voice/script.ts';
import type { VoiceTo } from '../voice/voice.ts';
import { ask, canSpeak, channelIdOf, channelPath, writeState } from './ari.ts';
import type { AsteriskIo } from './settings.ts';

export async function call(message: Message, { number }: VoiceTo, io: AsteriskIo): Promise<Outcome> {
  const { settings } = io;
  if (!canSpeak(settings) && message.kind !== 'page' && message.kind !== 'verify')
    return {
      outcome: 'failed',
      reason: 'with one recording only pages and codes can be called: add a phone number as a contact method to try it',
    };
  // Asterisk would let the phone ring and hang up on whoever answers.
  const listener = await ask(io, 'GET', `applications/${settings.app}`);
  if (listener.status === 404)
    return {
      outcome: 'retry',
      afterSeconds: 5,
      reason: 'nobody listens to Asterisk at the moment',
      isProviderFault: true,
    };
  if (listener.status >= 300) return classifyReply(listener);
  const channelId = channelIdOf(message.idempotencyKey, number);
  const reply = await ask(io, 'POST', 'channels', {
    channelId,
    endpoint: settings.endpoint.replaceAll('{number}', number),
    app: settings.app,
    appArgs: writeState({
      ...{ token: tokenOf(message), number, sentences: spokenSentences(message) },
      code: message.kind === 'verify' ? message.code : undefined,
    }),
    ...(settings.callerId ? { callerId: settings.callerId } : {}),
    timeout: 28,
  });
  const sent = { outcome: 'sent', providerId: channelId, reference: { channel: channelId } } as const;
  // It rings already: an earlier attempt came through.
  if (reply.status === 409) return sent;
  const outcome = classifyReply(reply);
  return outcome.outcome === 'sent' ? sent : outcome;
}

/** Ends a call that still rings; one that has ended is left as it is. */
export async function hangUp(_message: PageEndMessage, { channel }: Reference, _to: VoiceTo, io: AsteriskIo) {
  const reply = await ask(io, 'DELETE', channelPath(String(channel)));
  return reply.status === 404 ? ({ outcome: 'sent' } as const) : classifyReply(reply);
}
