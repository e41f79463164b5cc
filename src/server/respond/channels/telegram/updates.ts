/** What people press and write: asked for by long polling, or called in by webhook. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { escapeHtml, singleLine } from '../../../../domain/text.ts';
import { textAt } from '../exchange.ts';
import type { Handled, Happening, Inbound, InboundRequest, Listening, ProviderIo } from '../provider.ts';
import { call, letters } from './api.ts';
import type { TelegramSettings } from './telegram.ts';

type Answer = { method: string } & Record<string, unknown>;
/** What an update asks for, and the method of Telegram's API that answers it. */
type Read = { happening: Happening | null; answer(handled: Handled | undefined): Answer | null };

const allowed = { allowed_updates: ['message', 'callback_query'] };

function readUpdate(update: unknown, channel: string, publicUrl: string): Read {
  const at = (path: string) => textAt(update, path);
  const key = `update ${at('update_id')}`;
  const pressId = at('callback_query.id');
  if (pressId !== undefined) {
    const [, letter, token] = /^([a-z]):([\w.-]{1,60})$/.exec(at('callback_query.data') ?? '') ?? [];
    const action = letters.find(([each]) => each === letter)?.[1];
    const identity = at('callback_query.from.id');
    const isOurs = action !== undefined && token !== undefined && identity !== undefined;
    return {
      happening: isOurs ? { kind: 'press', key, action, token, by: { channel, identity } } : null,
      // Unanswered, the button would spin; only who pressed it sees the words.
      answer: (handled) => ({
        method: 'answerCallbackQuery',
        callback_query_id: pressId,
        text: singleLine(handled ? handled.text || 'This is done already.' : 'This button is not one of ours.', 190),
        show_alert: !handled?.isDone,
      }),
    };
  }
  const chatId = at('message.chat.id');
  const isStart = /^\/(start|id)(@\w+)?(\s|$)/.test(at('message.text') ?? '');
  const words = chatId !== undefined && isStart ? startWords(chatId, publicUrl) : null;
  return {
    happening: null,
    answer: () => (words === null ? null : { method: 'sendMessage', chat_id: chatId, text: words, parse_mode: 'HTML' }),
  };
}

function startWords(chatId: string, publicUrl: string): string {
  const place = escapeHtml(`${publicUrl}/me/contact-methods`);
  return `The chat ID is <code>${chatId}</code>. Enter it in Evenkeel as a Telegram contact method: ${place}`;
}

export const receiveAs =
  (channel: string) =>
  async (request: InboundRequest, { settings, publicUrl }: ProviderIo<TelegramSettings>): Promise<Inbound | null> => {
    const given = request.headers['x-telegram-bot-api-secret-token'];
    if (request.method !== 'POST' || given === undefined || !isEqual(given, settings.webhookSecret)) return null;
    const { happening, answer } = readUpdate(JSON.parse(request.body.toString('utf8')), channel, publicUrl);
    return {
      happenings: happening ? [happening] : [],
      answer: ([handled]) => ({
        status: 200,
        contentType: 'application/json; charset=utf-8',
        body: JSON.stringify(answer(handled) ?? {}),
      }),
    };
  };

const pollSeconds = 50;
const mostUpdates = 20;
const mostReplyBytes = 2 * 1024 * 1024;
const lookAgainMs = 10 * 60_000;

export const listenAs =
  (channel: string) =>
  async (listening: Listening<TelegramSettings>): Promise<void> => {
    if (listening.settings.byWebhook) return setWebhook(listening);
    if (listening.state.isPolling !== true) {
      // While a webhook is set, Telegram does not let us ask.
      await need(listening, 'deleteWebhook', {});
      await listening.remember({ isPolling: true });
    }
    while (!listening.signal.aborted) await poll(listening, channel);
  };

async function poll(listening: Listening<TelegramSettings>, channel: string): Promise<void> {
  const { state, publicUrl } = listening;
  const asked = { timeout: pollSeconds, limit: mostUpdates, offset: state.offset ?? 0, ...allowed };
  const updates = await need(listening, 'getUpdates', asked, {
    timeoutMs: (pollSeconds + 10) * 1_000,
    maxResponseBytes: mostReplyBytes,
  });
  for (const update of Array.isArray(updates) ? updates : []) {
    const { happening, answer } = readUpdate(update, channel, publicUrl);
    const handled = happening ? await listening.heard(happening) : undefined;
    await listening.remember({ ...listening.state, offset: Number(textAt(update, 'update_id')) + 1 });
    const reply = answer(handled);
    if (!reply) continue;
    const { method, ...content } = reply;
    await listening.reply(call(listening, method, content));
  }
}

/** Set again when this address or the secret has changed, which a new turn of listening begins with. */
async function setWebhook(listening: Listening<TelegramSettings>): Promise<void> {
  const { hookUrl, settings } = listening;
  await need(listening, 'setWebhook', { url: hookUrl, secret_token: settings.webhookSecret, ...allowed });
  await listening.remember({});
  await listening.pause(lookAgainMs);
}

async function need(
  listening: Listening<TelegramSettings>,
  method: string,
  json: object,
  options: { timeoutMs?: number; maxResponseBytes?: number } = {},
): Promise<unknown> {
  const reply = await call(listening, method, json, options);
  if (reply.status !== 200 || textAt(reply.json, 'ok') !== 'true')
    throw new Error(`Telegram answered ${reply.status} to ${method}`);
  return (reply.json as { result?: unknown }).result;
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
