/** Slack: a direct message or a channel, with buttons, through an app of one's own in the workspace. */
import { defineCarriedChannel } from '../channel.ts';
import { carry, defineProvider } from '../provider.ts';
import { send, setUserGroup, update } from './api.ts';
import { listenAs, receiveAs } from './interaction.ts';
import { manifest } from './manifest.ts';
import { type SlackSettings, type SlackTo, settingsSchema, toSchema } from './settings.ts';

export const slack = defineCarriedChannel<SlackTo>({
  channel: 'slack',
  title: 'Slack',
  icon: 'hash',
  description: 'A direct message or a message in a channel, with buttons to acknowledge and resolve.',
  whereToLook: 'Slack shows it as a message from Evenkeel.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'to',
      label: 'Member ID or channel ID',
      kind: 'text',
      help: 'In Slack: your profile, the three dots, “Copy member ID”. Buttons act for you only with your member ID; a channel ID is at the end of the channel’s details.',
      placeholder: 'U0123ABCD',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  hasThreads: true,
  describe: ({ to }) => (/^[UW]/.test(to) ? `Member ${to}` : `Channel ${to}`),
  identityOf: ({ to }) => to,
  settingsOf: (to) => ({ to }),
  roomField: {
    label: 'Channel ID',
    help: 'At the end of the channel’s details in Slack. Invite the app to private channels: /invite @Evenkeel.',
    placeholder: 'C0123ABCD',
  },
  isRoom: ({ to }) => /^[CG]/.test(to),
});

export const slackWorkspace = defineProvider<SlackSettings>({
  kind: 'slack',
  title: 'Slack workspace',
  icon: 'hash',
  description: 'Messages with buttons through a Slack app of your own; works without any inbound connection.',
  settingsSchema,
  fields: [
    {
      key: 'botToken',
      label: 'Bot token',
      kind: 'secret',
      help: 'Under “OAuth & Permissions” of the app, after it was installed. It begins with xoxb-.',
    },
    {
      key: 'appToken',
      label: 'App-level token',
      kind: 'secret',
      help: 'For Socket Mode, in which Slack need not reach this server. It begins with xapp-.',
      isOptional: true,
    },
    {
      key: 'signingSecret',
      label: 'Signing secret',
      kind: 'secret',
      help: 'Instead of Socket Mode, when Slack calls this server: under “Basic Information” of the app.',
      isOptional: true,
    },
    {
      key: 'apiUrl',
      label: 'API address',
      kind: 'url',
      help: 'Only for GovSlack: https://slack-gov.com/api.',
      placeholder: 'https://slack.com/api',
      isOptional: true,
    },
  ],
  describe: ({ appToken, signingSecret }) =>
    appToken ? 'Socket Mode' : signingSecret ? 'Slack calls this server' : 'Without buttons',
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    {
      title: 'Create the app',
      text: 'Open https://api.slack.com/apps, choose “Create New App”, “From a manifest”, your workspace, and paste this as JSON.',
      code: JSON.stringify(manifest, null, 2),
    },
    {
      title: 'Install it and copy the bot token',
      text: 'Under “OAuth & Permissions” choose “Install to Workspace”, then copy the “Bot User OAuth Token”.',
    },
    {
      title: 'Let the buttons work',
      text: 'Under “Basic Information”, “App-Level Tokens”, generate a token with the scope connections:write and enter it here. This is Socket Mode: Slack does not have to reach this server.',
    },
    {
      title: 'Or let Slack call this server',
      text: 'Without Socket Mode: turn it off in the app, enter this request URL under “Interactivity & Shortcuts” and for the command under “Slash Commands”, and enter the signing secret here instead of the app-level token.',
      code: hookUrl,
    },
    {
      title: 'A group of whoever is on call',
      text: 'On a paid plan of Slack a user group, such as @oncall, can follow a schedule: create it in Slack with any member, let the app change it under “Settings & permissions”, “User groups” of the workspace (“Everyone”, as the app is no admin), and enter its ID on the screen of the schedule. An app from before asks for usergroups:write when it is installed again from the manifest.',
    },
    {
      title: 'Each person and channel',
      text: 'People add Slack under their contact methods with their member ID. /evenkeel tells who is on call. Invite the app to private channels: /invite @Evenkeel. For the night, let Evenkeel through under Slack’s notification schedule and the phone’s focus mode.',
    },
  ],
  carries: [carry<SlackSettings, SlackTo>(slack, { send, update })],
  receive: receiveAs(slack.channel),
  listen: listenAs(slack.channel),
  listens: ({ appToken }) => appToken !== undefined,
  userGroups: {
    channel: slack.channel,
    help: 'In Slack: “People & user groups”, “User groups”, the group, its three dots, “Copy group ID”. All its members are replaced.',
    placeholder: 'S0123ABCD',
    isGroup: (groupId) => /^S[A-Z0-9]{6,20}$/.test(groupId),
    set: setUserGroup,
  },
});
