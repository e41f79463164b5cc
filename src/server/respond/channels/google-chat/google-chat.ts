/** Google Chat through the webhook of a space: acknowledged by link; a repeat is the same message by its request id. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, providerRefused, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { cannotChange } from '../reports.ts';
import { googleChatMessage, plainMessage } from './card.ts';

const toSchema = z.object({
  mention: z
    .string()
    .trim()
    .regex(/^\d{15,25}$/, 'must be a number of about 21 digits')
    .optional(),
});
type To = z.infer<typeof toSchema>;

export const googleChat = defineCarriedChannel<To>({
  channel: 'google-chat',
  title: 'Google Chat',
  icon: 'message-square',
  description: 'A card in a space, with a link to acknowledge.',
  whereToLook: 'The space of Google Chat shows it.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'mention',
      label: 'Mention',
      kind: 'text',
      help: 'Your user number at Google, so that your phone notifies you; an administrator of the workspace can look it up.',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false },
    ...{ update: true, updateAs: 'follow-up' },
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
    .max(1000)
    .refine((url) => {
      const { pathname, searchParams } = new URL(url);
      return /^\/v1\/spaces\/[\w-]+\/messages$/.test(pathname) && searchParams.has('key') && searchParams.has('token');
    }, 'must be the URL that Google Chat shows for the webhook'),
});
type Settings = z.infer<typeof settingsSchema>;

export const googleChatWebhook = defineProvider<Settings>({
  kind: 'google-chat',
  title: 'Google Chat webhook',
  icon: 'message-square',
  description: 'Cards in a space; acknowledged by link.',
  settingsSchema,
  fields: [{ key: 'url', label: 'Webhook URL', kind: 'secret', help: 'Whoever knows it can post in the space.' }],
  describe: ({ url }) => `Space ${new URL(url).pathname.split('/')[3]}`,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Create the webhook',
      text: 'In Google Chat on a computer, open the space, then its name, “Apps & integrations”, “Webhooks”. Add one named Evenkeel, copy its URL and enter it here. Webhooks need a Google Workspace account, and an administrator may have to allow them.',
    },
    {
      title: 'Each person',
      text: 'People add Google Chat under their contact methods and set the space to notify for all messages. Have another method that rings: a webhook takes about one message a second for all of its space.',
    },
  ],
  carries: [carry<Settings, To>(googleChat, { send, update })],
});

const busySeconds = 30;

async function send(message: Message, { mention }: To, io: ProviderIo<Settings>): Promise<Outcome> {
  const url = new URL(io.settings.url);
  const requestId = createHash('sha256')
    .update(`${mention ?? ''} ${message.idempotencyKey}`)
    .digest('hex');
  url.searchParams.set('requestId', requestId.slice(0, 36));
  url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  const post = (json: object) => exchange(io, { url: url.href, body: { json } });
  let reply = await post(googleChatMessage(message, mention));
  // Better without its form than not at all.
  if (reply.status === 400) reply = await post(plainMessage(message, mention));
  if (reply.status === 401 || reply.status === 403 || reply.status === 404)
    return providerRefused(`the webhook or its space is gone (${reply.status})`);
  const name = textAt(reply.json, 'name');
  if (reply.status < 300 && name === undefined) return providerRefused('this is not Google Chat’s reply');
  const reference = message.kind === 'page' && name !== undefined ? { reference: { message: name } } : {};
  const outcome = classifyReply(reply, { messageId: name, ...reference });
  // Its quota is by the minute.
  const isBusy = reply.status === 429 && outcome.outcome === 'retry';
  return isBusy ? { ...outcome, afterSeconds: Math.max(outcome.afterSeconds, busySeconds) } : outcome;
}

/** A webhook cannot change what it has said: the end stands below it, in the thread of the page. */
async function update(message: ChangedMessage, _reference: Reference, _to: To, io: ProviderIo<Settings>) {
  return message.kind === 'page' ? cannotChange : send(message, {}, io);
}
