/** Replies, reactions and receipts: over a WebSocket or by asking, as the gateway is run. */
import { exchange, textAt } from '../exchange.ts';
import type { Happening, Listening } from '../provider.ts';
import { actionOfReaction, actionOfWord } from '../short-answers.ts';
import type { SignalSettings } from './signal.ts';
import { write } from './write.ts';

const waitSeconds = 20;
const mostReplyBytes = 2 * 1024 * 1024;
const pauseMs = 2_000;

export const listenAs =
  (channel: string) =>
  async (listening: Listening<SignalSettings>): Promise<void> => {
    const { settings, egress, signal } = listening;
    const base = settings.url.replace(/\/+$/, '');
    const place = `${base}/v1/receive/${encodeURIComponent(settings.number)}`;
    const about = await exchange(listening, { url: `${base}/v1/about` });
    if (about.status !== 200) throw new Error(`signal-cli-rest-api answered ${about.status}`);
    if (textAt(about.json, 'mode') === 'json-rpc') {
      const socket = await egress.openSocket({ url: place.replace(/^http/, 'ws'), signal });
      for await (const text of socket.messages()) await hear(listening, channel, parsed(text));
    } else {
      const url = `${place}?timeout=${waitSeconds}&ignore_attachments=true&ignore_stories=true`;
      const reply = await exchange(listening, {
        url,
        timeoutMs: (waitSeconds + 20) * 1_000,
        maxResponseBytes: mostReplyBytes,
      });
      if (reply.status !== 200) throw new Error(`signal-cli-rest-api answered ${reply.status}`);
      for (const each of Array.isArray(reply.json) ? reply.json : [])
        await hear(listening, channel, typeof each === 'string' ? parsed(each) : each);
    }
    await listening.pause(pauseMs);
  };

async function hear(listening: Listening<SignalSettings>, channel: string, received: unknown): Promise<void> {
  for (const happening of receiptsIn(received)) await listening.heard(happening);
  const happening = await answerIn(listening, channel, received);
  if (!happening) return;
  const { text, isRepeat, link } = await listening.heard(happening);
  const sender = textAt(received, 'envelope.sourceNumber');
  if (text === '' || isRepeat || sender === undefined) return;
  await listening.reply(write(listening, sender, [text, ...(link ? [link] : [])].join('\n')));
}

function receiptsIn(received: unknown): Happening[] {
  if (textAt(received, 'envelope.receiptMessage.isDelivery') !== 'true') return [];
  const { timestamps } = (received as { envelope: { receiptMessage: { timestamps?: unknown } } }).envelope
    .receiptMessage;
  return (Array.isArray(timestamps) ? timestamps : [])
    .map(String)
    .map((messageId) => ({ kind: 'receipt', key: `delivered ${messageId}`, messageId, state: 'delivered' }));
}

async function answerIn(
  listening: Listening<SignalSettings>,
  channel: string,
  received: unknown,
): Promise<Happening | null> {
  const at = (path: string) => textAt(received, `envelope.${path}`);
  const identity = at('sourceNumber');
  if (identity === undefined) return null;
  const key = `${identity} ${at('timestamp')}`;
  const by = { channel, identity };
  const text = at('dataMessage.message')?.trim() ?? '';
  const emoji = at('dataMessage.reaction.isRemove') === 'true' ? undefined : at('dataMessage.reaction.emoji');
  const action = emoji === undefined ? actionOfWord(text) : actionOfReaction(emoji);
  const about = emoji === undefined ? at('dataMessage.quote.id') : at('dataMessage.reaction.targetSentTimestamp');
  const message =
    action && about !== undefined
      ? (await listening.openMessages()).find(({ messageId }) => messageId === about)
      : undefined;
  if (action && message) return { kind: 'press', key, action, token: message.token, by, isPrivate: true };
  // Whom we do not know is not answered, by the frame.
  return text === '' ? null : { kind: 'reply', key, text, by, isPrivate: true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
