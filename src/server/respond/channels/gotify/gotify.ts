/** Pushes by a Gotify server of one's own (https://gotify.net/api-docs). */
import { z } from 'zod';
import { singleLine } from '../../../../domain/text.ts';
import { defineCarriedChannel, type Outcome } from '../channel.ts';
import { classifyReply, exchange, textAt } from '../exchange.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyWithLinks, isEnd, linkOf, subjectOf } from '../wording.ts';

const toSchema = z.object({
  token: z
    .string()
    .trim()
    .regex(/^[\w.-]{8,100}$/, 'must be the token of an application'),
});
type To = z.infer<typeof toSchema>;

export const gotify = defineCarriedChannel<To>({
  channel: 'gotify',
  title: 'Gotify',
  icon: 'message-circle',
  description: 'A push to the Gotify app for Android, with a link to acknowledge.',
  whereToLook: 'The Gotify app shows it.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'token',
      label: 'Application token',
      kind: 'secret',
      help: 'In Gotify under “Apps”, create an application for Evenkeel and copy its token.',
      placeholder: 'A…',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: false },
    wakes: 'if-allowed',
  },
  isVerified: false,
  describe: ({ token }) => `${token.slice(0, 3)}…`,
});

const serverSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(500),
});
type Server = z.infer<typeof serverSchema>;

export const gotifyServer = defineProvider<Server>({
  kind: 'gotify',
  title: 'Gotify server',
  icon: 'message-circle',
  description: 'Push notifications to Android through a server of your own.',
  settingsSchema: serverSchema,
  fields: [
    {
      key: 'url',
      label: 'Server',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'https://gotify.example.com',
    },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Add the server here',
      text: 'It needs no sign-in of ours: each person enters the token of an application of their own.',
    },
    {
      title: 'On each phone',
      text: 'Pages of high urgency have priority 8. In Android’s settings of the Gotify app let the category of high priority override do-not-disturb. There is no app for iPhones.',
    },
  ],
  carries: [carry<Server, To>(gotify, { send })],
});

const mostBytes = 8_000;

async function send(message: Message, { token }: To, io: ProviderIo<Server>): Promise<Outcome> {
  const link = linkOf(message);
  const reply = await exchange(io, {
    url: `${io.settings.url.replace(/\/+$/, '')}/message`,
    headers: { 'x-gotify-key': token },
    body: {
      json: {
        title: singleLine(subjectOf(message), 250),
        message: bodyWithLinks(message, mostBytes),
        priority: priorityOf(message),
        extras: {
          'client::display': { contentType: 'text/plain' },
          ...(link ? { 'client::notification': { click: { url: link } } } : {}),
        },
      },
    },
  });
  // The token is this person's, so it says nothing about the server.
  if (reply.status === 401 || reply.status === 403)
    return { outcome: 'failed', reason: 'Gotify does not know the application token' };
  return classifyReply(reply, { messageId: textAt(reply.json, 'id') });
}

/** From 8 on the app rings. */
function priorityOf(message: Message): number {
  if (message.kind === 'page') return message.page.urgency === 'high' ? 8 : 5;
  return isEnd(message) ? 2 : 5;
}
