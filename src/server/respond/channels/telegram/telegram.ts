/** Telegram (https://core.telegram.org/bots/api): messages of a bot of one's own, with buttons that act in place. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { defineCarriedChannel } from '../channel.ts';
import { carry, defineProvider } from '../provider.ts';
import { destinationOf, send, update } from './api.ts';
import { listenAs, receiveAs } from './updates.ts';

const toSchema = z.object({
  chatId: z
    .string()
    .trim()
    .regex(/^-?\d{3,20}$/, 'must be the number that the bot answers to /start'),
});
export type TelegramTo = z.infer<typeof toSchema>;

export const telegram = defineCarriedChannel<TelegramTo>({
  channel: 'telegram',
  title: 'Telegram',
  icon: 'send',
  description: 'A message of a bot with buttons to acknowledge, escalate and resolve.',
  whereToLook: 'The chat with the bot shows it.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'chatId',
      label: 'Chat ID',
      kind: 'text',
      help: 'Open the chat with your bot, send /start, and copy the number that it answers.',
      placeholder: '123456789',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ chatId }) => `${chatId.startsWith('-') ? 'Group' : 'Chat'} …${chatId.slice(-4)}`,
  identityOf: ({ chatId }) => chatId,
  roomField: {
    label: 'Chat ID',
    help: 'Add the bot to the group. The ID of a group begins with a minus sign.',
    placeholder: '-1001234567890',
  },
  isRoom: ({ chatId }) => chatId.startsWith('-'),
});

const settingsSchema = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^\d{3,20}:[\w-]{20,100}$/, 'must be a token such as 123456:ABC…'),
  byWebhook: z.boolean().default(false),
  webhookSecret: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must have 16 letters, digits, hyphens or underscores, or more')
    .default(() => randomBytes(24).toString('base64url')),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default('https://api.telegram.org'),
});
export type TelegramSettings = z.infer<typeof settingsSchema>;

export const telegramBot = defineProvider<TelegramSettings>({
  kind: 'telegram',
  title: 'Telegram bot',
  icon: 'send',
  description: 'Messages with buttons through a bot of your own; works without any inbound connection.',
  settingsSchema,
  fields: [
    {
      key: 'botToken',
      label: 'Bot token',
      kind: 'secret',
      help: 'BotFather shows it when you create the bot.',
      placeholder: '123456:ABC…',
    },
    {
      key: 'byWebhook',
      label: 'Telegram can reach this server',
      kind: 'switch',
      help: 'Then it calls Evenkeel for each press. Otherwise Evenkeel asks Telegram.',
      isOptional: true,
    },
    {
      key: 'webhookSecret',
      label: 'Webhook secret',
      kind: 'secret',
      help: 'Leave it empty for a random one. Telegram sends it along.',
      isMade: true,
      isOptional: true,
    },
    { key: 'apiUrl', label: 'API address', kind: 'url', help: 'For a Bot API server of your own.', isOptional: true },
  ],
  describe: ({ botToken }) => `Bot ${botToken.split(':')[0]}`,
  destinationsOf: (settings) => [destinationOf(settings)],
  steps: ({ publicUrl }) => [
    {
      title: 'Create a bot',
      text: 'Write to @BotFather in Telegram and copy the token that it shows.',
      code: '/newbot',
    },
    {
      title: 'Add the bot here',
      text: `The webhook is set by itself if you turn its switch on; then Telegram must reach ${publicUrl} on port 443, 80, 88 or 8443. A bot that something else asks for updates does not work here.`,
    },
    {
      title: 'Each person',
      text: 'They open the chat with the bot, press Start, and enter the number that it answers under their contact methods. The same works in a group; whoever presses a button there needs a chat of their own with the bot.',
    },
  ],
  carries: [carry<TelegramSettings, TelegramTo>(telegram, { send, update })],
  receive: receiveAs(telegram.channel),
  listen: listenAs(telegram.channel),
});
