import { z } from 'zod';
import { endpoint, id } from '../endpoint.ts';

/** One input of a form: of a contact method, or of a provider. */
export const settingsField = z
  .object({
    key: z.string(),
    label: z.string(),
    kind: z
      .enum([
        ...(['email', 'url', 'phone', 'text', 'long-text', 'secret', 'number', 'switch', 'choice'] as const),
        ...(['push-subscription', 'tab'] as const),
      ])
      .describe('How it is asked for; the last two are made by the browser that asks'),
    help: z.string(),
    isMade: z.boolean().describe('Generated here when left empty, and shown once'),
    isOptional: z.boolean(),
    placeholder: z.string().nullable(),
    initial: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('What it is when it is left out'),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
  })
  .meta({ id: 'SettingsField' });
export type SettingsField = z.output<typeof settingsField>;

export const channelAbilities = z
  .object({
    acknowledgeLink: z.boolean().describe('The message has a link to acknowledge'),
    acknowledgeAction: z.boolean().describe('It is acknowledged in place: a button, a key, a press in the app'),
    reply: z.boolean().describe('A reply with a short code acknowledges, escalates or resolves'),
    receipt: z.boolean().describe('The provider reports whether it was delivered'),
    update: z.boolean().describe('What was sent is changed when somebody has taken it or it is over'),
    updateAs: z
      .enum(['edit', 'end', 'follow-up'])
      .nullable()
      .describe(
        'How: the message is edited; it ends, such as a call, and does not say who has taken it; another message says it',
      ),
    wakes: z
      .enum(['yes', 'if-allowed', 'no'])
      .describe('Whether it rings through do-not-disturb: always, if the person has allowed it on the device, or not'),
  })
  .meta({ id: 'ChannelAbilities' });
export type ChannelAbilities = z.output<typeof channelAbilities>;

export const channelDescription = z
  .object({
    channel: z.string(),
    title: z.string(),
    noun: z.string().describe('The title within a sentence: `text message`'),
    icon: z.string().describe('Name of a Lucide icon'),
    description: z.string().describe('What it is and when it is the right choice, in a sentence'),
    fields: z.array(settingsField),
    abilities: channelAbilities,
    whereToLook: z.string().describe('Where the verification code shows up'),
    hasRooms: z.boolean().describe('A step of an escalation policy can post to its rooms'),
    roomFields: z.array(settingsField).describe('What says which room; empty where it has none'),
    isOfDevice: z.boolean().describe('Made by a browser for itself: it cannot be added for somebody else'),
    isVerified: z.boolean().describe('Whether it was sent through the live service; else only against a stand-in'),
    providers: z
      .array(
        z.object({
          id,
          name: z.string(),
          labels: z.record(z.string(), z.string()).describe('What fields are called at this provider, by key'),
        }),
      )
      .nullable()
      .describe('Providers that carry it, in the order they are tried; null for a channel that needs none'),
    missing: z.string().nullable().describe('Why it cannot be used now, in a sentence'),
  })
  .meta({ id: 'Channel', description: 'A way to reach a person, as it describes itself.' });
export type ChannelDescription = z.output<typeof channelDescription>;

export const listChannels = endpoint({
  name: 'listChannels',
  method: 'GET',
  path: '/api/v1/channels',
  permission: 'signed-in',
  summary: 'List the ways to reach a person, with what each needs and can do',
  tag: 'contact methods',
  output: z.object({ items: z.array(channelDescription) }),
});
