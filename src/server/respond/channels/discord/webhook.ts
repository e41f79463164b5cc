/** A channel of Discord through its webhook: no bot, no buttons, but messages that change. */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { exchange } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { classifyDiscord, discordMessage, post } from './messages.ts';

const toSchema = z.object({
  mention: z
    .string()
    .trim()
    .regex(/^\d{15,22}$/, 'must be an ID: a number of about 18 digits')
    .optional(),
});
type To = z.infer<typeof toSchema>;

export const discordChannel = defineCarriedChannel<To>({
  channel: 'discord-webhook',
  title: 'Discord channel (webhook)',
  icon: 'message-circle',
  description: 'A message in the channel of a webhook, with a link to acknowledge.',
  whereToLook: 'The Discord channel of the webhook shows it.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'mention',
      label: 'Mention',
      kind: 'text',
      help: 'Your user ID; you are mentioned, so that your phone notifies you.',
      placeholder: '80351110224678912',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  complete: (input) => ({ ...input, mention: input.mention || undefined }),
  describe: ({ mention }) => (mention ? `Mentions …${mention.slice(-4)}` : 'No mention'),
  isRoom: () => true,
});

const settingsSchema = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .regex(/\/webhooks\/\d+\/[\w-]+$/, 'must be the URL that Discord shows for the webhook'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

export const discordWebhook = defineProvider<Settings>({
  kind: 'discord-webhook',
  title: 'Discord webhook',
  icon: 'message-circle',
  description: 'One channel, set up in a minute; acknowledged by link.',
  settingsSchema,
  fields: [{ key: 'url', label: 'Webhook URL', kind: 'secret', help: 'Whoever knows it can post in the channel.' }],
  describe: ({ url }) => `Webhook …${url.split('/').at(-2)!.slice(-4)}`,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Create the webhook',
      text: 'In Discord, open the settings of the channel, “Integrations”, “Webhooks”, “New Webhook”. Copy its URL and enter it here.',
    },
    {
      title: 'Each person',
      text: 'People add the channel under their contact methods, with their user ID to be mentioned.',
    },
  ],
  carries: [carry<Settings, To>(discordChannel, { send, update })],
});

async function send(message: Message, { mention }: To, io: Io): Promise<Outcome> {
  // Without `wait` a message that was not kept is a success.
  const reply = await post(message, { mention }, (json) =>
    exchange(io, { url: `${io.settings.url}?wait=true`, body: { json } }),
  );
  return classifyDiscord(reply);
}

async function update(message: ChangedMessage, { id }: Reference, { mention }: To, io: Io): Promise<Outcome> {
  const reply = await exchange(io, {
    method: 'PATCH',
    url: `${io.settings.url}/messages/${id}`,
    body: { json: discordMessage(message, { mention }) },
  });
  return classifyDiscord(reply);
}
