/** Rocket.Chat: a direct message or a channel through a bot's account; acknowledged by link, messages change. */
import { z } from 'zod';
import { truncate } from '../../../../domain/text.ts';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import { markdownLink, markdownText, referenceLinks } from '../markdown.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyOf, linkOf, subjectOf } from '../wording.ts';

const toSchema = z.object({
  to: z
    .string()
    .trim()
    .regex(
      /^([@#][\w.-]{1,120}|[A-Za-z0-9]{17,48})$/,
      'must be a username such as @ada, a #channel or the ID of a room',
    ),
});
type To = z.infer<typeof toSchema>;

export const rocketChat = defineCarriedChannel<To>({
  channel: 'rocket-chat',
  title: 'Rocket.Chat',
  icon: 'hash',
  description: 'A direct message or a message in a channel, with a link to acknowledge.',
  whereToLook: 'Rocket.Chat shows it as a message from the bot.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'to',
      label: 'Username or channel',
      kind: 'text',
      help: 'The bot must be in the channel.',
      placeholder: '@ada',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ to }) => (/^[@#]/.test(to) ? to : `Room ${to.slice(0, 4)}…`),
  roomField: {
    label: 'Channel',
    help: 'Its name with #, or its ID. The bot must be in the channel.',
    placeholder: '#payments',
  },
  isRoom: ({ to }) => !to.startsWith('@'),
});

const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(300),
  userId: z.string().regex(/^[A-Za-z0-9]{6,64}$/, 'is the ID that is shown with the token'),
  token: z.string().regex(/^\S{10,200}$/, 'is the personal access token of the bot'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

export const rocketChatServer = defineProvider<Settings>({
  kind: 'rocket-chat',
  title: 'Rocket.Chat server',
  icon: 'hash',
  description: 'Direct messages and channels through a bot account on your server.',
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'Server',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'https://chat.example.com',
    },
    { key: 'userId', label: 'User ID of the bot', kind: 'text', help: 'Shown together with the token.' },
    { key: 'token', label: 'Personal access token', kind: 'secret', help: 'Of the bot; it is shown once.' },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Create a user for the bot',
      text: 'As an administrator: Workspace, Users, “New”, named evenkeel, with the role bot. Give the role the permission “create-personal-access-tokens”.',
    },
    {
      title: 'Create its token',
      text: 'Signed in as the bot: My Account, Personal Access Tokens. Tick “Ignore Two Factor Authentication”, add one, and copy the token and the user ID that are shown.',
    },
    {
      title: 'Each person and channel',
      text: 'People add Rocket.Chat under their contact methods with their username. Invite the bot to the channels it shall write to. A limit on editing in the server’s settings (“Allow Message Editing”) also ends how long messages can change.',
    },
  ],
  carries: [carry<Settings, To>(rocketChat, { send, update })],
});

/** A message holds 5000 characters unless the server allows more; every one of these may become two. */
const mostSubject = 300;
const mostBodyBytes = 1_700;
const mostLinks = 700;

async function send(message: Message, { to }: To, io: Io): Promise<Outcome> {
  const place = /^[@#]/.test(to) ? { channel: to } : { roomId: to };
  return sentAs(await api(io, 'chat.postMessage', { ...place, text: textOf(message), parseUrls: false }));
}

async function update(message: ChangedMessage, { roomId, msgId }: Reference, _to: To, io: Io): Promise<Outcome> {
  return sentAs(await api(io, 'chat.update', { roomId, msgId, text: textOf(message) }));
}

function api(io: Io, method: string, json: object): Promise<ProviderReply> {
  const { url, userId, token } = io.settings;
  return exchange(io, {
    url: `${url.replace(/\/+$/, '')}/api/v1/${method}`,
    headers: { 'x-auth-token': token, 'x-user-id': userId },
    body: { json },
  });
}

function textOf(message: Message): string {
  const link = linkOf(message);
  const links: string[] = link ? [markdownLink(message.kind === 'page' ? 'Acknowledge' : 'Open', link)] : [];
  for (const each of 'page' in message ? referenceLinks(message.page) : [])
    if ([...links, each].join(' · ').length <= mostLinks) links.push(each);
  const subject = `*${markdownText(truncate(subjectOf(message), mostSubject))}*`;
  return [subject, markdownText(bodyOf(message, mostBodyBytes)), links.join(' · ')].filter(Boolean).join('\n\n');
}

/** Rocket.Chat's errors, where they say more than the status. */
const failures: Record<string, string> = {
  'invalid-channel': 'Rocket.Chat knows no such person or channel, or the bot is not in it',
  'error-invalid-room': 'Rocket.Chat knows no such room',
  'error-room-not-found': 'Rocket.Chat knows no such room',
  'error-not-allowed': 'the bot may not write there',
  'error-room-archived': 'this room is archived',
  'error-you-are-muted': 'the bot is muted in this room',
  'error-action-not-allowed': 'the server does not let the bot change its messages',
};

function sentAs(reply: ProviderReply): Outcome {
  const msgId = textAt(reply.json, 'message._id');
  const roomId = textAt(reply.json, 'message.rid');
  const isDone = textAt(reply.json, 'success') === 'true';
  if (reply.status < 300 && isDone && msgId !== undefined)
    return { outcome: 'sent', providerId: msgId, ...(roomId ? { reference: { roomId, msgId } } : {}) };
  const error = `${textAt(reply.json, 'errorType') ?? ''} ${textAt(reply.json, 'error') ?? ''}`;
  const known = Object.keys(failures).find((each) => error.includes(each));
  if (known) return { outcome: 'failed', reason: failures[known]! };
  if (/error-too-many-requests/.test(error)) return classifyReply({ ...reply, status: 429 });
  if (reply.status === 401) return providerRefused('Rocket.Chat refused the bot’s token');
  if (reply.status >= 300) return classifyReply(reply);
  if (textAt(reply.json, 'success') === 'false')
    return { outcome: 'failed', reason: 'Rocket.Chat refused the message' };
  return providerRefused('this is not Rocket.Chat’s reply');
}
