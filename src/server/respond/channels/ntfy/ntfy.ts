/**
 * Pushes by ntfy, on a server of one's own or the public one (https://docs.ntfy.sh/publish/). The acknowledge button is
 * the link's own POST, made by the phone. A message is published under the id of its page, so that from 2.16 on what
 * comes later replaces what was there.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { singleLine, truncate } from '../../../../domain/text.ts';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, textAt } from '../exchange.ts';
import type { Message, PageEndMessage, PageMessage } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyOf, isEnd, linkOf, subjectOf } from '../wording.ts';
import { listenToReplies, replyOf } from './replies.ts';

const topicSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'must have 8 to 64 letters, digits, hyphens and underscores');
const toSchema = z.object({ topic: topicSchema });
type To = z.infer<typeof toSchema>;

export const ntfy = defineCarriedChannel<To>({
  channel: 'ntfy',
  title: 'ntfy',
  icon: 'smartphone',
  description: 'A push to the ntfy app; on Android it can ring through do-not-disturb.',
  whereToLook: 'The ntfy app shows it.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'topic',
      label: 'Topic',
      kind: 'secret',
      help: 'Subscribe to it in the ntfy app. Leave it empty for a random one: whoever knows a topic can read it.',
      isMade: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'if-allowed',
  },
  isVerified: false,
  complete: (input) => ({ ...input, topic: input.topic || randomTopic() }),
  describe: ({ topic }) => `${topic.slice(0, 4)}…`,
  identityOf: ({ topic }) => identityOf(topic),
});

/** Whoever knows a topic can read it, so a reply names it by this. */
const identityOf = (topic: string) => createHash('sha256').update(topic).digest('base64url').slice(0, 22);
const randomTopic = () => `evenkeel-${randomBytes(12).toString('base64url')}`;

const serverSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(500),
  token: z.string().max(500).optional(),
  replaces: z.boolean().default(false),
  repliesByTopic: z.boolean().default(false),
  replyTopic: topicSchema.default(randomTopic),
});
export type Server = z.infer<typeof serverSchema>;

/** ntfy's own limit is 4096 bytes for what is pushed through Google and Apple. */
const mostBytes = 3_500;

export const ntfyServer = defineProvider<Server>({
  kind: 'ntfy',
  title: 'ntfy server',
  icon: 'smartphone',
  description: 'Push notifications through ntfy.sh or a server of your own, without an account of ours.',
  settingsSchema: serverSchema,
  fields: [
    {
      key: 'url',
      label: 'Server',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'https://ntfy.sh',
    },
    {
      key: 'token',
      label: 'Access token',
      kind: 'secret',
      help: 'For a server that needs sign-in: `ntfy token add`.',
      isOptional: true,
    },
    {
      key: 'replaces',
      label: 'Server is 2.16 or newer',
      kind: 'switch',
      help: 'Then a page that somebody has taken is changed on every phone instead of announced again.',
      isOptional: true,
    },
    {
      key: 'repliesByTopic',
      label: 'Phones cannot reach Evenkeel',
      kind: 'switch',
      help: 'Then the Acknowledge button writes to a topic of the server, which Evenkeel listens to.',
      isOptional: true,
    },
    {
      key: 'replyTopic',
      label: 'Topic of the button',
      kind: 'secret',
      help: 'Leave it empty for a random one. Nobody subscribes to it but Evenkeel.',
      isMade: true,
      isOptional: true,
    },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: ({ publicUrl }) => [
    { title: 'Add the server here', text: 'ntfy.sh works as it is; your own server needs a token if it is closed.' },
    {
      title: 'On iPhones with a server of your own',
      text: 'Add this line to its server.yml, or pushes arrive late; base-url must be the address the app uses.',
      code: 'upstream-base-url: "https://ntfy.sh"',
    },
    {
      title: 'On each phone',
      text: `People add ntfy under their contact methods and subscribe to the topic shown there. On Android, open the topic’s settings and let the highest priority override do-not-disturb. The button in the notification calls ${publicUrl}, so the phone must reach that address.`,
    },
    {
      title: 'When phones cannot reach Evenkeel',
      text: 'Turn on the switch for it: phone and Evenkeel then only need to reach the ntfy server. On a closed server choose the topic of the button yourself and let everybody write to it.',
      code: "ntfy access everyone 'evenkeel-replies-*' write-only",
    },
  ],
  listen: listenToReplies,
  listens: ({ repliesByTopic }) => repliesByTopic,
  carries: [carry<Server, To>(ntfy, { send, update })],
});

async function send(message: Message, { topic }: To, io: ProviderIo<Server>): Promise<Outcome> {
  const isPage = message.kind === 'page';
  const sequence = sequenceOf(isPage ? message.page.id : message.idempotencyKey, topic);
  return publish(io, topic, sequence, {
    title: subjectOf(message),
    message: bodyOf(message, mostBytes),
    priority: priorityOf(message),
    tags: [isPage ? 'rotating_light' : 'information_source'],
    ...(linkOf(message) ? { click: linkOf(message) } : {}),
    ...(isPage
      ? {
          actions: [
            {
              action: 'http',
              label: 'Acknowledge',
              method: 'POST',
              clear: true,
              ...button(message, topic, io.settings),
            },
            { action: 'view', label: 'Details', url: message.links.acknowledge },
          ],
        }
      : {}),
  });
}

/** 5 rings long, 2 is shown without a sound: who may sleep on is not woken for it. */
function priorityOf(message: Message): number {
  if (message.kind === 'page') return message.page.urgency === 'high' ? 5 : 4;
  return isEnd(message) ? 2 : 4;
}

function button({ links, token }: PageMessage, topic: string, server: Server): { url: string; body?: string } {
  if (!server.repliesByTopic) return { url: `${links.acknowledge}/acknowledgement` };
  return { url: `${rootOf(server)}${server.replyTopic}`, body: replyOf(token, identityOf(topic)) };
}

async function update(message: PageEndMessage, reference: Reference, { topic }: To, io: ProviderIo<Server>) {
  // An older server would show a second notification and answer success all the same.
  if (!io.settings.replaces) return { outcome: 'failed', reason: 'the server is too old to change messages' } as const;
  return publish(io, topic, String(reference.sequence), {
    title: subjectOf(message),
    message: bodyOf(message, mostBytes),
    priority: 2,
    tags: ['white_check_mark'],
    click: message.links.details,
  });
}

async function publish(
  io: ProviderIo<Server>,
  topic: string,
  sequence: string,
  content: Record<string, unknown> & { title: string; message: string },
) {
  const { token, replaces } = io.settings;
  const reply = await exchange(io, {
    // JSON is published to the root, not to the topic.
    url: rootOf(io.settings),
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: {
      json: {
        topic,
        ...(replaces ? { sequence_id: sequence } : {}),
        ...content,
        title: singleLine(content.title, 250),
        message: truncate(content.message, mostBytes),
      },
    },
  });
  return classifyReply(reply, {
    messageId: textAt(reply.json, 'id'),
    ...(replaces ? { reference: { sequence } } : {}),
  });
}

const rootOf = ({ url }: Server) => url.replace(/\/*$/, '/');

/** What one page is called on one topic: letters and digits only, the same over retries. */
function sequenceOf(id: string, topic: string): string {
  return createHash('sha256').update(`${topic} ${id}`).digest('hex').slice(0, 32);
}
