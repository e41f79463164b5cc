/** Pushover (https://pushover.net/api): pages of high urgency ring until they are acknowledged in the app. */
import { z } from 'zod';
import { singleLine, truncate } from '../../../../domain/text.ts';
import { defineCarriedChannel, type Outcome, type Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { Message, PageEndMessage } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { bodyOf, isEnd, linkOf, subjectOf } from '../wording.ts';
import { listenToReceipts } from './receipts.ts';

const toSchema = z.object({
  user: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{30}$/, 'must have 30 letters and digits'),
  device: z
    .string()
    .trim()
    .regex(/^[\w,-]{1,200}$/, 'must be the name of a device')
    .optional(),
});
type To = z.infer<typeof toSchema>;

export const pushover = defineCarriedChannel<To>({
  channel: 'pushover',
  title: 'Pushover',
  icon: 'bell-ring',
  description: 'A push that repeats until you acknowledge it in the app; it can ring through do-not-disturb.',
  whereToLook: 'The Pushover app shows it.',
  timeoutMs: 20_000,
  settingsSchema: toSchema,
  fields: [
    { key: 'user', label: 'User key', kind: 'secret', help: 'At the top of pushover.net when you are signed in.' },
    {
      key: 'device',
      label: 'Device',
      kind: 'text',
      help: 'Only this device; all of yours when left empty.',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false },
    ...{ update: true, updateAs: 'end' },
    wakes: 'if-allowed',
  },
  isVerified: false,
  describe: ({ user, device }) => [`${user.slice(0, 4)}…`, device].filter(Boolean).join(', '),
  identityOf: ({ user }) => user,
});

const appSchema = z.object({
  token: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{30}$/, 'must have 30 letters and digits'),
  repeatSeconds: z.coerce.number().int().min(30, 'must be 30 or more').max(10_800).default(60),
  endSeconds: z.coerce.number().int().min(60).max(10_800, 'must be at most 10800, three hours').default(3_600),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default('https://api.pushover.net'),
});
type App = z.infer<typeof appSchema>;

export const pushoverApp = defineProvider<App>({
  kind: 'pushover',
  title: 'Pushover application',
  icon: 'bell-ring',
  description: 'Pushes that repeat until somebody acknowledges them on the phone. The app costs a few dollars once.',
  settingsSchema: appSchema,
  fields: [
    {
      key: 'token',
      label: 'API token',
      kind: 'secret',
      help: 'Of the application that you create at pushover.net/apps/build.',
    },
    {
      key: 'repeatSeconds',
      label: 'Repeat every (seconds)',
      kind: 'number',
      help: 'For pages of high urgency; 30 or more.',
      placeholder: '60',
      isOptional: true,
    },
    {
      key: 'endSeconds',
      label: 'Stop repeating after (seconds)',
      kind: 'number',
      help: 'At most 10800.',
      placeholder: '3600',
      isOptional: true,
    },
    { key: 'apiUrl', label: 'API address', kind: 'url', help: 'Leave it as it is.', isOptional: true },
  ],
  describe: ({ token }) => `Application ${token.slice(0, 4)}…`,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: () => [
    {
      title: 'Create an application',
      text: 'At pushover.net/apps/build; its name and icon are what people see. Enter its API token here.',
    },
    {
      title: 'On each phone',
      text: 'People enter their user key under their contact methods. On iPhones they allow critical alerts in the settings of the Pushover app, so that pages of high urgency ring through silent mode and Focus.',
    },
    {
      title: 'Nothing has to reach this server',
      text: 'Evenkeel asks Pushover every few seconds whether a page was acknowledged in the app.',
    },
  ],
  carries: [carry<App, To>(pushover, { send, update })],
  listen: (listening) => listenToReceipts(listening, pushover.channel, (to) => pushover.read(to).user),
});

const mostBytes = 1_000;

async function send(message: Message, { user, device }: To, io: ProviderIo<App>): Promise<Outcome> {
  const { token, repeatSeconds, endSeconds } = io.settings;
  const link = linkOf(message);
  const isEmergency = message.kind === 'page' && message.page.urgency === 'high';
  const form = {
    ...{ token, user, device },
    title: singleLine(subjectOf(message), 240),
    message: truncate(bodyOf(message, mostBytes), 1_000) || 'No details.',
    ...(link && link.length <= 512
      ? { url: link, url_title: message.kind === 'page' ? 'Acknowledge' : 'Details' }
      : {}),
    priority: isEmergency ? '2' : isEnd(message) ? '-1' : '0',
    ...(isEmergency ? { retry: String(repeatSeconds), expire: String(endSeconds) } : {}),
  };
  return classify(await exchange(io, { url: `${baseOf(io.settings)}/messages.json`, body: { form } }));
}

/** Ends the repeats; the message itself stays on the phone. */
async function update(
  _message: PageEndMessage,
  { receipt }: Reference,
  _to: To,
  io: ProviderIo<App>,
): Promise<Outcome> {
  const reply = await exchange(io, {
    url: `${baseOf(io.settings)}/receipts/${receipt}/cancel.json`,
    body: { form: { token: io.settings.token } },
  });
  return classify(reply);
}

const baseOf = ({ apiUrl }: App) => `${apiUrl.replace(/\/+$/, '')}/1`;

function classify(reply: ProviderReply): Outcome {
  if (reply.status < 400 && textAt(reply.json, 'status') === '1') {
    const receipt = textAt(reply.json, 'receipt');
    return {
      outcome: 'sent',
      providerId: receipt ?? textAt(reply.json, 'request') ?? '',
      ...(receipt ? { reference: { receipt } } : {}),
    };
  }
  if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) {
    if (textAt(reply.json, 'token') !== undefined) return providerRefused('Pushover does not know our API token');
    if (textAt(reply.json, 'user') !== undefined)
      return { outcome: 'failed', reason: 'Pushover does not know this user key, or it has no device', disable: true };
    if (textAt(reply.json, 'device') !== undefined)
      return { outcome: 'failed', reason: 'Pushover does not know the device' };
  }
  // A reply of success that does not say so is none.
  return classifyReply(reply.status < 300 ? { ...reply, status: 502 } : reply);
}
