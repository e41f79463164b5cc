/** Messages of Discord: https://docs.discord.com/developers/resources/message */
import { createHash } from 'node:crypto';
import { truncate } from '../../../../domain/text.ts';
import type { Outcome } from '../channel.ts';
import { classifyReply, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import { markdownLink, markdownText, referenceLinks } from '../markdown.ts';
import type { Message } from '../message.ts';
import type { PageAction } from '../provider.ts';
import { bodyOf, isEnd, linkOf, subjectOf } from '../wording.ts';

/** 2000 characters of content, 4096 of a description, 1024 of a field; every one may become two. */
const mostSubject = 700;
const mostBodyBytes = 1_900;
const mostLinks = 1_024;

/** @param options `mention`: the person whose phone shall notify; `canPress`: presses come back to us */
export function discordMessage(
  message: Message,
  { mention, canPress }: { mention?: string | undefined; canPress?: boolean },
): Record<string, unknown> {
  const link = linkOf(message);
  const links = [
    ...(link ? [markdownLink(message.kind === 'page' ? 'Acknowledge' : 'Open', link)] : []),
    ...('page' in message ? referenceLinks(message.page) : []),
  ];
  const subject = markdownText(truncate(subjectOf(message), mostSubject));
  return {
    content: mention ? `<@${mention}> ${subject}` : subject,
    embeds: [
      {
        description: markdownText(bodyOf(message, mostBodyBytes)),
        color: colourOf(message),
        fields: links.length > 0 ? [{ name: 'Links', value: joinedWithin(links, mostLinks) }] : [],
      },
    ],
    components: canPress && message.kind === 'page' ? [{ type: 1, components: buttonsOf(message.token) }] : [],
    // Nobody is notified by what a text says.
    allowed_mentions: { parse: [], ...(mention ? { users: [mention] } : {}) },
  };
}

/** Sends the message, and without its form where Discord refuses that: better so than not at all. */
export async function post(
  message: Message,
  options: { mention?: string | undefined; canPress?: boolean },
  send: (content: Record<string, unknown>) => Promise<ProviderReply>,
): Promise<ProviderReply> {
  const whole = discordMessage(message, options);
  const reply = await send(whole);
  if (reply.status !== 400 || textAt(reply.json, 'code') !== invalidForm) return reply;
  const content = [whole.content, linkOf(message)].filter(Boolean).join('\n');
  return send({ content, allowed_mentions: whole.allowed_mentions });
}

const invalidForm = '50035';

/** Of two with the same nonce within some minutes, Discord keeps one. */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 25);
}

function buttonsOf(token: string) {
  const button = (action: PageAction, label: string, style: number) => ({
    ...{ type: 2, style, label, custom_id: `${action}:${token}` },
  });
  return [button('acknowledge', 'Acknowledge', 1), button('escalate', 'Escalate', 2), button('resolve', 'Resolve', 2)];
}

function colourOf(message: Message): number {
  if (message.kind === 'page') return message.page.severity <= 2 ? 0xd92d20 : 0xf79009;
  return isEnd(message) ? 0x12b76a : 0x667085;
}

function joinedWithin(parts: string[], most: number): string {
  let joined = '';
  for (const part of parts) {
    const longer = joined ? `${joined} · ${part}` : part;
    if (longer.length <= most) joined = longer;
  }
  return joined || '–';
}

/** Discord's error codes, where they say more than the status. */
const failures: Record<string, string> = {
  '10003': 'Discord knows no such channel',
  '10008': 'the Discord message is gone',
  '10013': 'Discord knows no such person',
  '50001': 'the Discord bot cannot see this channel: invite it',
  '50007':
    'Discord delivers no direct message of the bot to this person: both must be on one server, and direct messages allowed there',
  '50013': 'the Discord bot may not write in this channel',
  '50278': 'Discord delivers no direct message of the bot to this person: both must be on one server',
};

export function classifyDiscord(reply: ProviderReply, channelId?: string): Outcome {
  const id = textAt(reply.json, 'id');
  const channel = channelId ?? textAt(reply.json, 'channel_id');
  if (reply.status < 300) {
    if (id === undefined) return providerRefused('this is not Discord’s reply');
    return { outcome: 'sent', providerId: id, reference: { id, ...(channel ? { channel } : {}) } };
  }
  const code = textAt(reply.json, 'code') ?? '';
  if (failures[code]) return { outcome: 'failed', reason: failures[code] };
  if (code === '10015') return providerRefused('the Discord webhook was deleted');
  if (reply.status === 401) return providerRefused('Discord refused the token');
  const outcome = classifyReply(reply);
  const wait = Number(textAt(reply.json, 'retry_after'));
  if (outcome.outcome !== 'retry' || !(wait > outcome.afterSeconds)) return outcome;
  return { ...outcome, afterSeconds: Math.min(Math.ceil(wait), 3_600) };
}
