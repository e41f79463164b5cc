import { createHash } from 'node:crypto';
import { escapeHtml, singleLine } from '../../../../domain/text.ts';
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import type { ProviderIo } from '../provider.ts';
import { reactionHint } from '../short-answers.ts';
import { bodyWithLinks, subjectOf } from '../wording.ts';
import type { MatrixSettings, MatrixTo } from './matrix.ts';

type Io = Pick<ProviderIo<MatrixSettings>, 'settings' | 'egress' | 'signal'>;
type Method = 'GET' | 'POST' | 'PUT';

/** @param path below `/_matrix/client/v3/`, its parts already encoded @throws EgressProblem */
export function call(
  io: Io,
  method: Method,
  path: string,
  json?: object,
  options: { timeoutMs?: number; maxResponseBytes?: number } = {},
): Promise<ProviderReply> {
  const { homeserver, accessToken } = io.settings;
  return exchange(io, {
    method,
    url: `${homeserver.replace(/\/+$/, '')}/_matrix/client/v3/${path}`,
    headers: { authorization: `Bearer ${accessToken}` },
    ...(json === undefined ? {} : { body: { json } }),
    ...options,
  });
}

export async function send(message: Message, { to }: MatrixTo, io: Io): Promise<Outcome> {
  const room = await roomOf(to, io);
  if (typeof room !== 'string') return room;
  return put(io, room, message.idempotencyKey, contentOf(message));
}

export async function update(message: ChangedMessage, { room, event }: Reference, _to: MatrixTo, io: Io) {
  const content = contentOf(message);
  return put(io, String(room), `${message.idempotencyKey} changes ${event}`, {
    ...content,
    body: `* ${content.body}`,
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: event },
  });
}

/** The transaction id makes a repeat of the same message harmless. */
async function put(io: Io, room: string, key: string, content: object): Promise<Outcome> {
  const txnId = createHash('sha256').update(`${key} ${room}`).digest('hex').slice(0, 32);
  const path = `rooms/${encodeURIComponent(room)}/send/m.room.message/${txnId}`;
  const reply = await call(io, 'PUT', path, content);
  const event = textAt(reply.json, 'event_id');
  if (reply.status === 200 && event !== undefined)
    return { outcome: 'sent', providerId: event, reference: { room, event } };
  return refusal(reply);
}

/** An event has 64 KiB. */
const mostBytes = 12_000;

function contentOf(message: Message) {
  const subject = singleLine(subjectOf(message), 300);
  const hint = message.kind === 'page' ? `\n${reactionHint}` : '';
  const body = `${bodyWithLinks(message, mostBytes)}${hint}`;
  return {
    msgtype: 'm.text',
    body: `${subject}\n\n${body}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<strong>${escapeHtml(subject)}</strong><br><br>${withAnchors(escapeHtml(body)).replaceAll('\n', '<br>')}`,
    // Nobody is called by a name that stands in the text of an alert.
    'm.mentions': {},
  };
}

/** @param html already escaped */
const withAnchors = (html: string) =>
  html.replace(/(^|\n)([^\n:<]{1,100}: )(https?:\/\/[^\s<]+)(?=\n|$)/g, '$1$2<a href="$3">$3</a>');

/** The room for what a person entered: a room, its alias, or the chat with a person. */
async function roomOf(to: string, io: Io): Promise<string | Outcome> {
  if (to.startsWith('!')) return to;
  if (to.startsWith('@')) return chatWith(to, io);
  const reply = await call(io, 'GET', `directory/room/${encodeURIComponent(to)}`);
  return textAt(reply.json, 'room_id') ?? refusal(reply);
}

async function chatWith(person: string, io: Io): Promise<string | Outcome> {
  const whoami = await call(io, 'GET', 'account/whoami');
  const us = textAt(whoami.json, 'user_id');
  if (us === undefined) return refusal(whoami);
  const place = `user/${encodeURIComponent(us)}/account_data/m.direct`;
  const { json } = await call(io, 'GET', place);
  const chats = chatsIn(json);
  const known = Array.isArray(chats[person]) ? chats[person].filter((each) => typeof each === 'string') : [];
  for (const room of known.slice(-3).reverse()) {
    const path = `rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent(person)}`;
    const { status, json: member } = await call(io, 'GET', path);
    // Whoever has left a chat would not see what is said there.
    if (status === 200 && ['join', 'invite'].includes(textAt(member, 'membership') ?? '')) return room;
  }
  const made = await call(io, 'POST', 'createRoom', {
    invite: [person],
    is_direct: true,
    preset: 'trusted_private_chat',
  });
  const room = textAt(made.json, 'room_id');
  if (room === undefined) return refusal(made);
  await call(io, 'PUT', place, { ...chats, [person]: [...known, room] });
  return room;
}

const chatsIn = (json: unknown) =>
  (typeof json === 'object' && json !== null && !('errcode' in json) ? json : {}) as Record<string, unknown>;

function refusal(reply: ProviderReply): Outcome {
  const code = textAt(reply.json, 'errcode') ?? '';
  if (reply.status === 401) return providerRefused('the homeserver does not know our access token');
  if (code === 'M_USER_DEACTIVATED') return providerRefused('our Matrix account is deactivated');
  if (reply.status === 403)
    return { outcome: 'failed', reason: 'the bot may not write in this room, or invite this person' };
  if (reply.status === 404) return { outcome: 'failed', reason: 'there is no such room or person' };
  if (reply.status === 429) {
    const seconds = Math.ceil(Number(textAt(reply.json, 'retry_after_ms') ?? 5_000) / 1_000);
    return classifyReply({ ...reply, headers: { 'retry-after': String(seconds), ...reply.headers } });
  }
  return classifyReply(reply.status < 300 ? { ...reply, status: 502 } : reply);
}
