/** Microsoft Teams through a bot of one's own tenant: messages to a person or a channel, with buttons, that change. */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type Inbound, type InboundRequest, type ProviderIo } from '../provider.ts';
import { answerToPress, pressOf, readActivity, tenantOf } from './activities.ts';
import { teamsMessage } from './card.ts';
import { accessToken, forgetToken, isFromConnector, trimmed } from './tokens.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const toSchema = z
  .object({ kind: z.enum(['person', 'channel']).default('person'), to: z.string().trim().min(1).max(300) })
  .refine(({ kind, to }) => (kind === 'person' ? guid.test(to) : /^[^\s/?#]+$/.test(to)), {
    path: ['to'],
    message: 'must be an object ID (a GUID) for a person, or the ID of a conversation (19:…) for a channel',
  });
type To = z.infer<typeof toSchema>;

export const teamsBot = defineCarriedChannel<To>({
  channel: 'teams-bot',
  title: 'Microsoft Teams (bot)',
  icon: 'users',
  description: 'A direct message or a message in a channel, with buttons to acknowledge and resolve.',
  whereToLook: 'Teams shows it as a message from the bot.',
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
      label: 'Object ID or conversation ID',
      kind: 'text',
      help: 'Write any word to the bot, or mention it in the channel: it answers with the ID.',
      placeholder: '00000000-0000-0000-0000-000000000000',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: true },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ kind, to }) => `${kind === 'person' ? 'Person' : 'Channel'} …${to.slice(-4)}`,
  identityOf: ({ kind, to }) => (kind === 'person' ? to.toLowerCase() : `channel ${to}`),
  settingsOf: (to) => ({ kind: 'person', to }),
});

const address = z.url({ protocol: /^https?$/ }).max(300);

const settingsSchema = z.object({
  tenantId: z.string().trim().regex(guid, 'is the Directory (tenant) ID'),
  appId: z.string().trim().regex(guid, 'is the Application (client) ID'),
  clientSecret: z.string().min(8, 'is the value of the secret, not its ID').max(300),
  serviceUrl: address.default('https://smba.trafficmanager.net/teams'),
  loginUrl: address.default('https://login.microsoftonline.com'),
  metadataUrl: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

const asItIs = 'Leave it as it is, unless you use a national cloud.';

export const teamsBotAccount = defineProvider<Settings>({
  kind: 'teams-bot',
  title: 'Microsoft Teams bot',
  icon: 'users',
  description: 'Direct messages and channels with buttons, through a bot of your own tenant.',
  settingsSchema,
  fields: [
    { key: 'tenantId', label: 'Tenant ID', kind: 'text', help: '“Directory (tenant) ID” of the app registration.' },
    { key: 'appId', label: 'App ID', kind: 'text', help: '“Application (client) ID” of the app registration.' },
    { key: 'clientSecret', label: 'Client secret', kind: 'secret', help: 'Its value; it is shown once.' },
    { key: 'serviceUrl', label: 'Service address', kind: 'url', help: asItIs, isOptional: true },
    { key: 'loginUrl', label: 'Sign-in address', kind: 'url', help: asItIs, isOptional: true },
    { key: 'metadataUrl', label: 'Address of the keys', kind: 'url', help: asItIs, isOptional: true },
  ],
  describe: ({ appId }) => `App …${appId.slice(-4)}`,
  destinationsOf: ({ serviceUrl, loginUrl, metadataUrl }) => [serviceUrl, loginUrl, metadataUrl],
  steps: ({ publicUrl, hookUrl }) => [
    {
      title: 'Register the app',
      text: 'In Microsoft Entra, “App registrations”, register “Evenkeel” as a single-tenant app. Copy both IDs, and make a client secret under “Certificates & secrets”.',
    },
    {
      title: 'Create the bot',
      text: 'In Azure, create an “Azure Bot” of the type “Single Tenant” with this app ID. When it has been added here, enter this address as its messaging endpoint; it must be reachable from the internet. Under “Channels”, add Microsoft Teams.',
      code: hookUrl,
    },
    {
      title: 'Make it a Teams app',
      text: 'Put this as manifest.json with two icons (color.png of 192 pixels, outline.png of 32) into a ZIP file, with your app ID in both places, and upload it in the Teams admin center. Install it for the people and teams that it shall write to.',
      code: manifest(publicUrl),
    },
    {
      title: 'Each person',
      text: 'People write any word to the bot, which answers with their ID, and add it under their contact methods.',
    },
  ],
  carries: [carry<Settings, To>(teamsBot, { send, update })],
  receive,
});

function manifest(publicUrl: string): string {
  return JSON.stringify(
    {
      $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.16/MicrosoftTeams.schema.json',
      manifestVersion: '1.16',
      version: '1.0.0',
      id: 'YOUR-APP-ID',
      developer: { name: 'Evenkeel', websiteUrl: publicUrl, privacyUrl: publicUrl, termsOfUseUrl: publicUrl },
      name: { short: 'Evenkeel', full: 'Evenkeel incident management' },
      description: { short: 'Pages with buttons', full: 'Pages that are acknowledged and resolved in Teams.' },
      icons: { color: 'color.png', outline: 'outline.png' },
      accentColor: '#3E4DD8',
      bots: [{ botId: 'YOUR-APP-ID', scopes: ['personal', 'team', 'groupChat'], isNotificationOnly: false }],
      validDomains: [],
    },
    null,
    2,
  );
}

async function send(message: Message, { kind, to }: To, io: Io): Promise<Outcome> {
  let conversation = to;
  if (kind === 'person') {
    const opened = await api(io, 'POST', 'v3/conversations', {
      isGroup: false,
      bot: { id: `28:${io.settings.appId}` },
      members: [{ id: to }],
      tenantId: io.settings.tenantId,
      channelData: { tenant: { id: io.settings.tenantId } },
    });
    if ('refused' in opened) return providerRefused(opened.refused);
    const id = textAt(opened.json, 'id');
    if (opened.status >= 300 || id === undefined) return classifyTeams(opened);
    conversation = id;
  }
  const reply = await api(
    io,
    'POST',
    `v3/conversations/${encodeURIComponent(conversation)}/activities`,
    activity(message),
  );
  if ('refused' in reply) return providerRefused(reply.refused);
  const id = textAt(reply.json, 'id');
  if (reply.status < 300 && id === undefined) return providerRefused('this is not the reply of Teams');
  return classifyTeams(reply, id === undefined ? undefined : { conversation, activity: id });
}

async function update(message: ChangedMessage, reference: Reference, _to: To, io: Io): Promise<Outcome> {
  const conversation = encodeURIComponent(String(reference.conversation));
  const place = `v3/conversations/${conversation}/activities/${encodeURIComponent(String(reference.activity))}`;
  const reply = await api(io, 'PUT', place, activity(message));
  return 'refused' in reply ? providerRefused(reply.refused) : classifyTeams(reply, reference);
}

/** A page is told in the activity feed as well, so that a phone notifies. */
function activity(message: Message) {
  const alerts = message.kind === 'page' ? { channelData: { notification: { alert: true } } } : {};
  return { ...teamsMessage(message, { canPress: true }), ...alerts };
}

async function api(
  io: Io,
  method: 'POST' | 'PUT',
  resource: string,
  json: object,
): Promise<ProviderReply | { refused: string }> {
  const access = await accessToken(io);
  if ('refused' in access) return access;
  const reply = await exchange(io, {
    method,
    url: `${trimmed(io.settings.serviceUrl)}/${resource}`,
    headers: { authorization: `Bearer ${access.token}` },
    body: { json },
  });
  if (reply.status === 401) forgetToken(access.token);
  return reply;
}

/** Error codes that say more than the status. */
const failures: Record<string, string> = {
  BotNotInConversationRoster: 'the bot is not a member of this conversation: install the app there',
  ConversationBlockedByUser: 'this person has blocked the bot',
  ConversationNotFound: 'Teams knows no such conversation',
  ForbiddenOperationException: 'the bot is not installed for this person or team',
  MessageWritesBlocked: 'this person has blocked the bot or removed it',
};

function classifyTeams(reply: ProviderReply, reference?: Reference): Outcome {
  const code = textAt(reply.json, 'error.code') ?? '';
  if (reply.status >= 300 && failures[code]) return { outcome: 'failed', reason: failures[code] };
  if (reply.status === 401) return providerRefused('Teams refused the bot: is it registered as single tenant?');
  if (reply.status === 403 || reply.status === 404) {
    return { outcome: 'failed', reason: `Teams does not deliver there (${reply.status}): install the app for them` };
  }
  const messageId = reference && String(reference.activity);
  return classifyReply(reply, reference ? { messageId, reference } : {});
}

/** Presses of buttons. Any word is answered with the IDs that the forms ask for. */
async function receive(request: InboundRequest, io: Io): Promise<Inbound | null> {
  const heard = readActivity(request);
  if (!heard || tenantOf(heard)?.toLowerCase() !== io.settings.tenantId.toLowerCase()) return null;
  if (!(await isFromConnector(io, request.headers.authorization ?? '', heard))) return null;
  const press = pressOf(heard, teamsBot.channel);
  if (press) return { happenings: [press], answer: answerToPress };
  const conversation = heard.conversation.id;
  const person = heard.from?.aadObjectId;
  return {
    happenings: [],
    answer: () => ({ status: 200 }),
    after: async () => {
      if (heard.type !== 'message' || !person) return undefined;
      const text = `Your object ID: ${person}\n\nID of this conversation: ${conversation.split(';')[0]}`;
      const place = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
      return api(io, 'POST', place, { type: 'message', textFormat: 'plain', text });
    },
  };
}
