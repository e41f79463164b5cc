/** Posts of a bot: https://developers.mattermost.com/api-documentation/ */
import { truncate } from '../../../../domain/text.ts';
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import { markdownLink, markdownText, referenceLinks } from '../markdown.ts';
import type { ChangedMessage, Message } from '../message.ts';
import type { PageAction, ProviderIo } from '../provider.ts';
import { bodyOf, isEnd, linkOf, subjectOf } from '../wording.ts';
import { contextOf } from './presses.ts';
import { type MattermostSettings, type MattermostTo, userNameOf } from './settings.ts';

type Io = ProviderIo<MattermostSettings>;

/** A post holds 16383 characters; every one of these may become two. */
const mostBodyBytes = 6_000;

export async function send(message: Message, to: MattermostTo, io: Io): Promise<Outcome> {
  const userName = userNameOf(to);
  const place = userName === null ? { channelId: to.to } : await directChannel(userName, io);
  if ('outcome' in place) return place;
  const reply = await api(io, 'POST', 'posts', { channel_id: place.channelId, ...postOf(message, io) });
  return sentAs(reply);
}

export async function update(message: ChangedMessage, { id }: Reference, _to: MattermostTo, io: Io): Promise<Outcome> {
  return sentAs(await api(io, 'PUT', `posts/${id}/patch`, postOf(message, io)));
}

/** The conversation of the bot with a person; it is made when it is not there. */
async function directChannel(userName: string, io: Io): Promise<{ channelId: string } | Outcome> {
  const [bot, person] = await Promise.all([
    api(io, 'GET', 'users/me'),
    api(io, 'GET', `users/username/${encodeURIComponent(userName)}`),
  ]);
  const [botId, personId] = [textAt(bot.json, 'id'), textAt(person.json, 'id')];
  if (bot.status !== 200 || botId === undefined) return refused(bot);
  if (person.status === 404) return { outcome: 'failed', reason: `Mattermost knows no @${userName}` };
  if (person.status !== 200 || personId === undefined) return refused(person);
  if (Number(textAt(person.json, 'delete_at') ?? 0) > 0)
    return { outcome: 'failed', reason: `the Mattermost account @${userName} is deactivated` };
  const channel = await api(io, 'POST', 'channels/direct', [botId, personId]);
  const channelId = textAt(channel.json, 'id');
  return channel.status < 300 && channelId !== undefined ? { channelId } : refused(channel);
}

function api(io: Io, method: 'GET' | 'POST' | 'PUT', resource: string, json?: object): Promise<ProviderReply> {
  return exchange(io, {
    method,
    url: `${io.settings.url.replace(/\/+$/, '')}/api/v4/${resource}`,
    headers: { authorization: `Bearer ${io.settings.botToken}` },
    ...(json ? { body: { json } } : {}),
  });
}

function sentAs(reply: ProviderReply): Outcome {
  const id = textAt(reply.json, 'id');
  if (reply.status < 300 && id !== undefined) return { outcome: 'sent', providerId: id, reference: { id } };
  return refused(reply);
}

function refused(reply: ProviderReply): Outcome {
  if (reply.status < 300) return providerRefused('this is not Mattermost’s reply');
  if (reply.status === 401) return providerRefused('Mattermost refused the bot’s token');
  if (reply.status === 403)
    return { outcome: 'failed', reason: 'the bot may not write there: add it to the team and the channel' };
  if (reply.status === 404) return { outcome: 'failed', reason: 'Mattermost knows no such channel or message' };
  return classifyReply(reply);
}

function postOf(message: Message, io: Io): Record<string, unknown> {
  const link = linkOf(message);
  const links = [
    ...('page' in message ? referenceLinks(message.page) : []),
    ...(link ? [markdownLink('Open', link)] : []),
  ];
  const text = [markdownText(bodyOf(message, mostBodyBytes)), links.join(' · ')];
  const subject = truncate(subjectOf(message), 500);
  return {
    message: `**${markdownText(subject)}**`,
    props: {
      attachments: [
        {
          fallback: subject,
          color: colourOf(message),
          text: text.filter(Boolean).join('\n\n'),
          actions: message.kind === 'page' ? actionsOf(message.token, io) : [],
        },
      ],
    },
  };
}

function actionsOf(token: string, io: Io) {
  const button = (action: PageAction, name: string, style: string) => ({
    ...{ id: action, type: 'button', name, style },
    integration: { url: io.hookUrl, context: contextOf(action, token, io) },
  });
  return [
    button('acknowledge', 'Acknowledge', 'primary'),
    button('escalate', 'Escalate', 'default'),
    button('resolve', 'Resolve', 'default'),
  ];
}

function colourOf(message: Message): string {
  if (message.kind === 'page') return message.page.severity <= 2 ? '#d92d20' : '#f79009';
  return isEnd(message) ? '#12b76a' : '#667085';
}
