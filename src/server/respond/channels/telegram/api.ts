import { escapeHtml, singleLine } from '../../../../domain/text.ts';
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import type { PageAction, ProviderIo } from '../provider.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';
import type { TelegramSettings, TelegramTo } from './telegram.ts';

type Io = ProviderIo<TelegramSettings>;

export const destinationOf = ({ apiUrl }: TelegramSettings) => apiUrl.replace(/\/+$/, '');

/** @param timeoutMs for questions that wait for an answer @throws EgressProblem */
export function call(
  io: Pick<Io, 'settings' | 'egress' | 'signal'>,
  method: string,
  json: object,
  options: { timeoutMs?: number; maxResponseBytes?: number } = {},
): Promise<ProviderReply> {
  const url = `${destinationOf(io.settings)}/bot${io.settings.botToken}/${method}`;
  return exchange(io, { url, body: { json }, ...options });
}

/** What a button's data begins with; data has 64 bytes at most. */
export const letters: [string, PageAction][] = [
  ['a', 'acknowledge'],
  ['n', 'decline'],
  ['e', 'escalate'],
  ['r', 'resolve'],
];

/** A message has 4096 characters without its markup. */
const mostBodyBytes = 3_000;

export async function send(message: Message, { chatId }: TelegramTo, io: Io): Promise<Outcome> {
  const content = {
    text: textOf(message),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...keyboardOf(message),
  };
  const reply = await call(io, 'sendMessage', { chat_id: chatId, ...content });
  // The group has become a supergroup, which has another number.
  const moved = textAt(reply.json, 'parameters.migrate_to_chat_id');
  if (moved !== undefined) return classify(await call(io, 'sendMessage', { chat_id: moved, ...content }), moved);
  return classify(reply, chatId);
}

export async function update(message: ChangedMessage, { chat, message: id }: Reference, _to: TelegramTo, io: Io) {
  // Without a keyboard in it the buttons go.
  const reply = await call(io, 'editMessageText', {
    chat_id: chat,
    message_id: Number(id),
    text: textOf(message),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...keyboardOf(message),
  });
  if (descriptionOf(reply).includes('not modified')) return { outcome: 'sent' } as const;
  return classify(reply, String(chat));
}

function textOf(message: Message): string {
  const link = linkOf(message);
  const others = message.kind === 'page' ? referencesOf(message.page) : [];
  const links = [
    ...others.map(({ label, link: href }) => anchor(href, label)),
    ...(link ? [anchor(link, message.kind === 'page' ? 'Open the page' : 'Details')] : []),
  ];
  const paragraphs = [`<b>${textAsItIs(singleLine(subjectOf(message), 300))}</b>`];
  paragraphs.push(textAsItIs(bodyOf(message, mostBodyBytes)), links.join(' · '));
  return paragraphs.filter((each) => each !== '').join('\n\n');
}

/** Telegram finds mentions in plain text by itself, and notifies whoever is named; addresses of mail stay whole. */
const textAsItIs = (text: string) => escapeHtml(text).replace(/(?<!\w)@(?=\w)/g, '@\u200b');

const anchor = (href: string, text: string) => `<a href="${escapeHtml(href)}">${escapeHtml(singleLine(text, 60))}</a>`;

const keyboardOf = (message: Message) =>
  message.kind === 'page' ? { reply_markup: { inline_keyboard: [buttonsOf(message.token)] } } : {};

function buttonsOf(token: string) {
  const titles = { acknowledge: '✅ Acknowledge', decline: '✋ I can’t', escalate: '⏫ Escalate', resolve: 'Resolve' };
  return letters.map(([letter, action]) => ({ text: titles[action], callback_data: `${letter}:${token}` }));
}

const descriptionOf = (reply: ProviderReply) => textAt(reply.json, 'description') ?? '';

function classify(reply: ProviderReply, chat: string): Outcome {
  const messageId = textAt(reply.json, 'result.message_id');
  if (textAt(reply.json, 'ok') === 'true' && messageId !== undefined)
    return { outcome: 'sent', providerId: `${chat} ${messageId}`, reference: { chat, message: messageId } };
  const why = descriptionOf(reply);
  switch (reply.status) {
    case 401:
    case 404:
      return providerRefused('Telegram does not know our bot token');
    case 403: {
      if (why.includes('initiate')) return { outcome: 'failed', reason: 'send /start to the bot first' };
      return { outcome: 'failed', reason: 'the bot was blocked or removed from the chat', disable: true };
    }
    case 400:
      return {
        outcome: 'failed',
        reason: why.includes('chat not found') ? 'Telegram does not know this chat' : 'Telegram refused the message',
      };
    case 429: {
      const seconds = Number(textAt(reply.json, 'parameters.retry_after') ?? 5);
      return classifyReply({ ...reply, headers: { 'retry-after': String(seconds) } });
    }
  }
  return classifyReply(reply.status < 300 ? { ...reply, status: 502 } : reply);
}
