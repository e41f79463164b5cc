/** Text messages through 46elks. It signs nothing: a secret in our address tells its reports from others. */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Outcome } from '../channel.ts';
import { classifyReply, exchange, providerRefused, textAt } from '../exchange.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type Inbound, type InboundRequest, type ProviderIo } from '../provider.ts';
import { delivered, noNews, notDelivered } from '../reports.ts';
import { ownNumber } from '../sms/phone-number.ts';
import { apiUrlField, apiUrlSetting, senderSetting, textFields, textSettings } from '../sms/provider-settings.ts';
import { answerTo, textReceived } from '../sms/received.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';

const settingsSchema = z.object({
  username: z.string().regex(/^u?[0-9a-fA-F]{8,64}$/, 'must be the API username'),
  apiPassword: z.string().min(8).max(200),
  hookSecret: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/, 'must have 16 or more letters and digits'),
  from: senderSetting,
  ...textSettings,
  apiUrl: apiUrlSetting('https://api.46elks.com'),
});
type Settings = z.infer<typeof settingsSchema>;
type Io = ProviderIo<Settings>;

export const fortySixElks = defineProvider<Settings>({
  kind: '46elks',
  title: '46elks',
  icon: 'message-square',
  description: 'Text messages from Sweden, with replies and delivery receipts.',
  settingsSchema,
  hasCountries: true,
  fields: [
    { key: 'username', label: 'API username', kind: 'text', help: 'On your account page at 46elks.' },
    { key: 'apiPassword', label: 'API password', kind: 'secret', help: 'Beside it.' },
    {
      key: 'hookSecret',
      label: 'Secret of the address',
      kind: 'secret',
      help: 'Make one up, of 16 or more letters and digits: 46elks signs nothing, so this tells its reports from others.',
    },
    {
      key: 'from',
      label: 'From',
      kind: 'text',
      help: 'A number of yours or a sender name.',
      placeholder: '+46766861004',
    },
    ...textFields,
    apiUrlField,
  ],
  describe: ({ from }) => from,
  destinationsOf: ({ apiUrl }) => [apiUrl],
  steps: ({ hookUrl }) => [
    { title: 'Copy two values', text: 'API username and password are on your account page at 46elks.' },
    {
      title: 'Receive replies',
      text: 'Enter this address as sms_url of your number, with your secret of the address at its end. Receipts find their way by themselves.',
      code: `${hookUrl}?secret=`,
    },
  ],
  carries: [carry<Settings, SmsTo>(sms, { send })],
  receive,
});

async function send(message: Message, { number }: SmsTo, io: Io): Promise<Outcome> {
  const { username, apiPassword, hookSecret, from, replies, links, apiUrl } = io.settings;
  if (number === from) return ownNumber;
  const reply = await exchange(io, {
    url: `${apiUrl}/a1/sms`,
    headers: { authorization: `Basic ${Buffer.from(`${username}:${apiPassword}`).toString('base64')}` },
    body: {
      form: {
        ...{ from, to: number, message: smsText(message, { canReply: replies, link: links }) },
        whendelivered: `${io.hookUrl}?secret=${hookSecret}`,
      },
    },
  });
  if (/credit/i.test(reply.text) && [402, 403].includes(reply.status))
    return providerRefused('the account at 46elks has no credit left');
  if (reply.status >= 300) return classifyReply(reply);
  const messageId = textAt(reply.json, 'id');
  if (messageId === undefined) return providerRefused('what answers at the API address is not 46elks');
  if (textAt(reply.json, 'status') === 'failed') return { outcome: 'failed', reason: '46elks could not send it' };
  return { outcome: 'sent', providerId: messageId };
}

async function receive({ query, body }: InboundRequest, { settings }: Io): Promise<Inbound | null> {
  const given = Buffer.from(query.get('secret') ?? '');
  const secret = Buffer.from(settings.hookSecret);
  if (given.length !== secret.length || !timingSafeEqual(given, secret)) return null;
  const form = new URLSearchParams(body.toString('utf8'));
  const field = (name: string) => form.get(name) ?? '';
  const messageId = field('id');
  if (form.has('message')) return text(field('message'), field('from'), messageId);
  if (field('status') === 'delivered') return delivered(messageId, 'delivered');
  return field('status') === 'failed'
    ? notDelivered(messageId, 'failed', 'the text message was not delivered')
    : noNews();
}

/** What is answered to a text message, 46elks sends back as one. */
function text(words: string, from: string, key: string): Inbound {
  const happening = textReceived(words, from, key);
  return {
    happenings: [happening],
    answer: ([handled]) => ({
      ...{ status: 200, contentType: 'text/plain; charset=utf-8' },
      body: answerTo(happening, handled),
    }),
  };
}
