/**
 * Microsoft Teams through a workflow (Power Automate) that takes a card: https://support.microsoft.com/office/workflows.
 * An answer says only that the workflow has begun, and nothing comes back: acknowledging is by link.
 */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, providerRefused } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { cannotChange } from '../reports.ts';
import { teamsMessage } from './card.ts';

const toSchema = z.object({ mention: z.email('must be the address you sign in to Teams with').max(200).optional() });
type To = z.infer<typeof toSchema>;

export const teams = defineCarriedChannel<To>({
  channel: 'teams',
  title: 'Microsoft Teams',
  icon: 'users',
  description: 'A card in the channel or chat of a workflow, with a link to acknowledge. Never your only method.',
  whereToLook: 'Teams shows it as a card of the workflow.',
  timeoutMs: 15_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'mention',
      label: 'Mention',
      kind: 'email',
      help: 'The address you sign in to Teams with; you are mentioned in the card, so that your phone notifies you.',
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
  describe: ({ mention }) => (mention ? `Mentions ${mention.slice(0, 1)}***@${mention.split('@')[1]}` : 'No mention'),
  isRoom: () => true,
});

const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be the URL that the workflow shows' }).max(2000),
});
type Settings = z.infer<typeof settingsSchema>;

export const teamsWorkflow = defineProvider<Settings>({
  kind: 'teams',
  title: 'Microsoft Teams workflow',
  icon: 'users',
  description: 'Cards in a channel or chat, without a bot; acknowledged by link.',
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'Workflow URL',
      kind: 'secret',
      help: 'Whoever knows it can post there.',
    },
  ],
  describe: ({ url }) => new URL(url).hostname,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Create the workflow',
      text: 'In Teams, open the menu of the channel or chat, “Workflows”, and choose “Send webhook alerts to a channel” (or “to a chat”). Pick where it posts, save, and copy the URL that it shows.',
    },
    {
      title: 'Enter the URL here and send a test',
      text: 'Teams confirms only that the workflow has begun. Look into the channel: a card that does not appear is explained in the run history of the workflow.',
    },
    {
      title: 'Give it a second owner',
      text: 'A workflow belongs to a person and ends with the account. In Power Automate, add a co-owner.',
    },
    {
      title: 'Each person',
      text: 'People add Microsoft Teams under their contact methods. Have another method that rings: nobody can tell whether a card was seen.',
    },
  ],
  carries: [carry<Settings, To>(teams, { send, update })],
});

async function send(message: Message, { mention }: To, io: ProviderIo<Settings>): Promise<Outcome> {
  const reply = await exchange(io, { url: io.settings.url, body: { json: teamsMessage(message, { mention }) } });
  if ([401, 403, 404, 410].includes(reply.status))
    return providerRefused(`the workflow is gone or its URL has changed (${reply.status})`);
  return classifyReply(reply, message.kind === 'page' ? { reference: { page: message.page.id } } : {});
}

/** A card of a workflow cannot be changed: another one says that it is over. */
async function update(message: ChangedMessage, _reference: Reference, _to: To, io: ProviderIo<Settings>) {
  return message.kind === 'page' ? cannotChange : send(message, {}, io);
}
