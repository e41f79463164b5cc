/** Matrix (client-server API, https://spec.matrix.org/latest/client-server-api/): rooms and people, reactions and replies. */
import { z } from 'zod';
import { defineCarriedChannel } from '../channel.ts';
import { carry, defineProvider } from '../provider.ts';
import { listenAs } from './listen.ts';
import { send, update } from './send.ts';

const toSchema = z.object({
  to: z
    .string()
    .trim()
    .max(255)
    .regex(/^(@[^:\s]+:\S+|#[^:\s]+:\S+|![^\s]+)$/, 'must be like @ana:example.org, or !… or #… for a room'),
});
export type MatrixTo = z.infer<typeof toSchema>;

export const matrix = defineCarriedChannel<MatrixTo>({
  channel: 'matrix',
  title: 'Matrix',
  icon: 'messages-square',
  description: 'A message in Element or another Matrix app; react with ✅ or reply to acknowledge.',
  whereToLook: 'Your Matrix app shows it, at first as an invitation of the bot.',
  timeoutMs: 25_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'to',
      label: 'Matrix ID',
      kind: 'text',
      help: 'Your own, such as @ana:example.org; the bot invites you to a chat. For a room its ID or alias: invite the bot first.',
      placeholder: '@ana:example.org',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: true, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ to }) => to,
  identityOf: ({ to }) => to,
  roomField: {
    label: 'Room ID or alias',
    help: 'Invite the bot to the room first.',
    placeholder: '#payments:example.org',
  },
  isRoom: ({ to }) => !to.startsWith('@'),
});

const settingsSchema = z.object({
  homeserver: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(500),
  accessToken: z.string().trim().min(8).max(2_000),
});
export type MatrixSettings = z.infer<typeof settingsSchema>;

export const matrixServer = defineProvider<MatrixSettings>({
  kind: 'matrix',
  title: 'Matrix account',
  icon: 'messages-square',
  description: 'Messages of a bot account on your homeserver; works without any inbound connection.',
  settingsSchema,
  fields: [
    {
      key: 'homeserver',
      label: 'Homeserver',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'https://matrix.example.org',
    },
    {
      key: 'accessToken',
      label: 'Access token',
      kind: 'secret',
      help: 'Of an account for Evenkeel alone; in Element under Settings, “Help & About”.',
    },
  ],
  describe: ({ homeserver }) => new URL(homeserver).host,
  destinationsOf: ({ homeserver }) => [homeserver],
  steps: () => [
    {
      title: 'Create an account for Evenkeel',
      text: 'On your homeserver, with a name that people recognize. Copy its access token, and do not sign out of that session: it would end the token.',
    },
    {
      title: 'Each person',
      text: 'They enter their Matrix ID under their contact methods and accept the invitation of the bot. A reaction ✅, or a reply such as “ack”, acknowledges.',
    },
    {
      title: 'Rooms',
      text: 'Invite the bot; it joins by itself. Encrypted rooms do not work: Evenkeel cannot read reactions and replies there.',
    },
  ],
  carries: [carry<MatrixSettings, MatrixTo>(matrix, { send, update })],
  listen: listenAs(matrix.channel),
});
