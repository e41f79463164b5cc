/** Discord: a direct message or a channel, with buttons, through an application of one's own. */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { exchange, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type Inbound, type InboundRequest, type ProviderIo } from '../provider.ts';
import { isSignedByDiscord, readInteraction } from './interactions.ts';
import { classifyDiscord, discordMessage, nonceOf, post } from './messages.ts';

const toSchema = z.object({
  kind: z.enum(['person', 'channel']).default('person'),
  to: z
    .string()
    .trim()
    .regex(/^\d{15,22}$/, 'must be an ID: a number of about 18 digits'),
});
type To = z.infer<typeof toSchema>;

export const discord = defineCarriedChannel<To>({
  channel: 'discord',
  title: 'Discord',
  icon: 'message-circle',
  description: 'A direct message or a message in a channel, with buttons to acknowledge and resolve.',
  whereToLook: 'Discord shows it as a message from the bot.',
  timeoutMs: 20_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'kind',
      label: 'Where to',
      kind: 'choice',
      help: 'Buttons act for you only when this is your own account.',
      choices: [
        { value: 'person', label: 'Direct message' },
        { value: 'channel', label: 'Channel' },
      ],
    },
    {
      key: 'to',
      label: 'User ID or channel ID',
      kind: 'text',
      help: 'Turn on Developer Mode in Discord’s advanced settings; then a right click on your name or on the channel offers “Copy ID”.',
      placeholder: '80351110224678912',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ kind, to }) => `${kind === 'person' ? 'Person' : 'Channel'} …${to.slice(-4)}`,
  identityOf: ({ kind, to }) => (kind === 'person' ? to : `channel ${to}`),
  settingsOf: (to) => ({ kind: 'person', to }),
});

const settingsSchema = z.object({
  botToken: z.string().regex(/^\S{50,120}$/, 'is the token of the bot, not the client secret'),
  verifier: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must have 64 digits and letters a to f')
    .optional(),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default('https://discord.com/api/v10'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

export const discordApplication = defineProvider<Settings>({
  kind: 'discord',
  title: 'Discord application',
  icon: 'message-circle',
  description: 'Direct messages and channels with buttons, through a bot of your own.',
  settingsSchema,
  fields: [
    {
      key: 'botToken',
      label: 'Bot token',
      kind: 'secret',
      help: 'On the page “Bot” of the application; it is shown once.',
    },
    {
      key: 'verifier',
      label: 'Public key',
      kind: 'text',
      help: 'On the page “General Information”. Without it messages have a link instead of buttons.',
      isOptional: true,
    },
    { key: 'apiUrl', label: 'API address', kind: 'url', help: 'Leave it as it is.', isOptional: true },
  ],
  describe: ({ verifier }) => (verifier ? 'With buttons' : 'Without buttons'),
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    {
      title: 'Create the application',
      text: 'Open https://discord.com/developers/applications, “New Application”, named Evenkeel. Copy the public key from “General Information” and, from “Bot”, the token.',
    },
    {
      title: 'Invite the bot',
      text: 'Under “OAuth2”, tick the scope “bot” and the permissions “View Channels” and “Send Messages”, and open the URL that appears. For direct messages it must be on a server that the person is on as well.',
    },
    {
      title: 'Let the buttons reach this server',
      text: 'When the application has been added here with its public key, enter this address under “General Information”, “Interactions Endpoint URL”. Discord tests it at once; it must be reachable from the internet.',
      code: hookUrl,
    },
    {
      title: 'Each person',
      text: 'People add Discord under their contact methods with their user ID. For the night, let Discord through the phone’s focus mode.',
    },
  ],
  carries: [carry<Settings, To>(discord, { send, update })],
  receive,
});

async function send(message: Message, { kind, to }: To, io: Io): Promise<Outcome> {
  let channel = to;
  if (kind === 'person') {
    const opened = await api(io, 'POST', 'users/@me/channels', { recipient_id: to });
    const id = textAt(opened.json, 'id');
    if (opened.status >= 300 || id === undefined) return classifyDiscord(opened);
    channel = id;
  }
  const nonce = nonceOf(`${channel} ${message.idempotencyKey}`);
  const reply = await post(message, { canPress: io.settings.verifier !== undefined }, (content) =>
    api(io, 'POST', `channels/${channel}/messages`, { ...content, nonce, enforce_nonce: true }),
  );
  return classifyDiscord(reply, channel);
}

async function update(message: ChangedMessage, { id, channel }: Reference, _to: To, io: Io): Promise<Outcome> {
  const reply = await api(
    io,
    'PATCH',
    `channels/${channel}/messages/${id}`,
    discordMessage(message, { canPress: io.settings.verifier !== undefined }),
  );
  return classifyDiscord(reply, String(channel));
}

function api(io: Io, method: 'POST' | 'PATCH', resource: string, json: object) {
  return exchange(io, {
    method,
    url: `${io.settings.apiUrl.replace(/\/+$/, '')}/${resource}`,
    headers: { authorization: `Bot ${io.settings.botToken}` },
    body: { json },
  });
}

async function receive(request: InboundRequest, io: Io): Promise<Inbound | null> {
  const { verifier } = io.settings;
  if (verifier === undefined || !isSignedByDiscord(request, verifier, io.wallNow())) return null;
  return readInteraction(request.body, discord.channel);
}
