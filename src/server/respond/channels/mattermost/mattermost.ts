/** Mattermost: a direct message or a channel, with buttons, through a bot account of one's own server. */
import { defineCarriedChannel } from '../channel.ts';
import { carry, defineProvider } from '../provider.ts';
import { send, update } from './posts.ts';
import { receiveAs } from './presses.ts';
import { type MattermostSettings, type MattermostTo, settingsSchema, toSchema, userNameOf } from './settings.ts';

export const mattermost = defineCarriedChannel<MattermostTo>({
  channel: 'mattermost',
  title: 'Mattermost',
  icon: 'hash',
  description: 'A direct message or a message in a channel, with buttons to acknowledge and resolve.',
  whereToLook: 'Mattermost shows it as a message from the bot.',
  timeoutMs: 20_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'to',
      label: 'Username or channel ID',
      kind: 'text',
      help: 'Buttons act for you only with your username. The ID of a channel is at the end of “View Info”.',
      placeholder: '@ada',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: (to) => (userNameOf(to) === null ? `Channel ${to.to}` : to.to),
  identityOf: ({ to }) => to,
  settingsOf: (to) => ({ to }),
  roomField: {
    label: 'Channel ID',
    help: 'At the end of “View Info” of the channel. Add the bot to the team and the channel.',
    placeholder: '4xp9fdt77pncbef59f4k1qe83o',
  },
  isRoom: (to) => userNameOf(to) === null,
});

export const mattermostServer = defineProvider<MattermostSettings>({
  kind: 'mattermost',
  title: 'Mattermost server',
  icon: 'hash',
  description: 'Messages with buttons through a bot account on your Mattermost server.',
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'Server',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'https://chat.example.com',
    },
    {
      key: 'botToken',
      label: 'Bot access token',
      kind: 'secret',
      help: 'Shown once when the bot account is created. With a new token the buttons of older messages stop working; their links stay.',
    },
  ],
  describe: ({ url }) => new URL(url).host,
  destinationsOf: ({ url }) => [url],
  steps: ({ publicUrl }) => [
    {
      title: 'Create a bot account',
      text: 'In Mattermost: Integrations, Bot Accounts, “Add Bot Account”, named evenkeel, with the role Member. Copy the access token. An administrator may have to enable bot accounts in the System Console first.',
    },
    {
      title: 'Invite it',
      text: 'Add the bot to the team, and to each channel it shall write to. Direct messages need nothing more.',
    },
    {
      title: 'Let the buttons reach this server',
      text: `The Mattermost server calls ${publicUrl} when a button is pressed. If that is a private address, an administrator adds its host under System Console, Developer, “Allow untrusted internal connections to”.`,
      code: new URL(publicUrl).hostname,
    },
    {
      title: 'Each person',
      text: 'People add Mattermost under their contact methods with their username. Where there are two Mattermost servers they also choose this one: a username means somebody else on the other. For the night, let the Mattermost app through the phone’s focus mode.',
    },
  ],
  carries: [carry<MattermostSettings, MattermostTo>(mattermost, { send, update })],
  receive: receiveAs(mattermost.channel),
});
