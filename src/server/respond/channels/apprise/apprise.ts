/** Over a hundred services through an Apprise API of one's own (https://github.com/caronc/apprise-api). */
import { z } from 'zod';
import { singleLine } from '../../../../domain/text.ts';
import { defineCarriedChannel, type Outcome } from '../channel.ts';
import { classifyReply, exchange } from '../exchange.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyWithLinks, subjectOf } from '../wording.ts';

const toSchema = z.object({
  target: z.string().trim().min(1).max(2_000),
  tag: z.string().trim().max(200).optional(),
});
type To = z.infer<typeof toSchema>;

export const apprise = defineCarriedChannel<To>({
  channel: 'apprise',
  title: 'Apprise',
  icon: 'bell',
  description: 'Any service that Apprise knows. It has no acknowledge button and no receipt, only a link.',
  whereToLook: 'It arrives in the service that the Apprise URL names.',
  timeoutMs: 25_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'target',
      label: 'Apprise URL or configuration key',
      kind: 'secret',
      help: 'A URL such as tgram://…, or the key of a configuration that the Apprise server stores.',
    },
    {
      key: 'tag',
      label: 'Tag',
      kind: 'text',
      help: 'For a configuration key: only services with this tag.',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: false },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ target, tag }) =>
    isUrl(target) ? `${target.split('://')[0]}://…` : [`key ${target.slice(0, 3)}…`, tag].filter(Boolean).join(', '),
});

const isUrl = (target: string) => target.includes('://');

const serverSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(500),
  user: z.string().max(200).optional(),
  password: z.string().max(500).optional(),
});
type Server = z.infer<typeof serverSchema>;

export const appriseServer = defineProvider<Server>({
  kind: 'apprise',
  title: 'Apprise API',
  icon: 'bell',
  description: 'Hands messages to more than a hundred other services. No acknowledge button, no receipts.',
  settingsSchema: serverSchema,
  fields: [
    {
      key: 'url',
      label: 'Address',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'http://apprise.internal:8000',
    },
    { key: 'user', label: 'User name', kind: 'text', help: 'If a proxy before it asks for one.', isOptional: true },
    { key: 'password', label: 'Password', kind: 'secret', help: 'Of that user.', isOptional: true },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Run the Apprise API',
      text: 'It has no sign-in of its own: keep it in your private network, or put a proxy with a password before it.',
      code: 'docker run --rm -p 8000:8000 caronc/apprise',
    },
    {
      title: 'What people enter',
      text: 'Either an Apprise URL of their service, or the key of a configuration that you store in the Apprise server; then no secret leaves it.',
    },
  ],
  carries: [carry<Server, To>(apprise, { send })],
});

const mostBytes = 3_000;

async function send(message: Message, { target, tag }: To, io: ProviderIo<Server>): Promise<Outcome> {
  const { url, user, password } = io.settings;
  const content = {
    title: singleLine(subjectOf(message), 250),
    body: bodyWithLinks(message, mostBytes),
    type: typeOf(message),
    format: 'text',
  };
  const base = `${url.replace(/\/+$/, '')}/notify`;
  const reply = await exchange(io, {
    url: isUrl(target) ? base : `${base}/${encodeURIComponent(target)}`,
    headers: {
      accept: 'application/json',
      ...(user ? { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` } : {}),
    },
    body: { json: isUrl(target) ? { urls: target, ...content } : { ...(tag ? { tag } : {}), ...content } },
    timeoutMs: 20_000,
  });
  if (reply.status === 204) return { outcome: 'failed', reason: 'Apprise has no configuration under this key' };
  // Those services that did take it would get it again.
  if (reply.status === 424) return { outcome: 'failed', reason: 'at least one service behind Apprise did not take it' };
  return classifyReply(reply);
}

/** Many services colour a message by it. */
function typeOf(message: Message): 'info' | 'success' | 'warning' | 'failure' {
  if (message.kind === 'page') return message.page.urgency === 'high' ? 'failure' : 'warning';
  if (message.kind === 'resolved') return 'success';
  return message.kind === 'platform' ? 'warning' : 'info';
}
