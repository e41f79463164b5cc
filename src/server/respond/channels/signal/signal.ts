/** Signal through a signal-cli-rest-api of one's own (https://github.com/bbernhard/signal-cli-rest-api). */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome } from '../channel.ts';
import { classifyReply, type ProviderReply, textAt } from '../exchange.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { reactionHint } from '../short-answers.ts';
import { phoneNumber, shownNumber } from '../sms/phone-number.ts';
import { bodyWithLinks, subjectOf } from '../wording.ts';
import { listenAs } from './listen.ts';
import { write } from './write.ts';

const toSchema = z.object({ number: phoneNumber });
type To = z.infer<typeof toSchema>;

export const signal = defineCarriedChannel<To>({
  channel: 'signal',
  title: 'Signal',
  icon: 'message-circle-more',
  description: 'An encrypted message in Signal; react with 👍 or reply to acknowledge.',
  whereToLook: 'Signal shows it, at first as a message request.',
  timeoutMs: 25_000,
  settingsSchema: toSchema,
  fields: [
    {
      key: 'number',
      label: 'Phone number',
      kind: 'phone',
      help: 'The one you are registered with. Replies count only if Signal shows your number to the sender.',
      placeholder: '+49 170 1234567',
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: true, receipt: true, update: false },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ number }) => shownNumber(number),
  identityOf: ({ number }) => number,
  settingsOf: (number) => ({ number }),
});

const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(500),
  number: phoneNumber,
});
export type SignalSettings = z.infer<typeof settingsSchema>;

export const signalGateway = defineProvider<SignalSettings>({
  kind: 'signal',
  title: 'Signal (signal-cli-rest-api)',
  icon: 'message-circle-more',
  description: 'Encrypted messages from a number of yours, through signal-cli-rest-api on a server of yours.',
  settingsSchema,
  fields: [
    {
      key: 'url',
      label: 'Address of signal-cli-rest-api',
      kind: 'url',
      help: 'A private address must be allowed by the operator (EVENKEEL_EGRESS_ALLOW).',
      placeholder: 'http://signal.internal:8080',
    },
    {
      key: 'number',
      label: 'Sender',
      kind: 'phone',
      help: 'The number that is registered there.',
      placeholder: '+49 30 123456',
    },
  ],
  describe: ({ number, url }) => `${number} at ${new URL(url).host}`,
  destinationsOf: ({ url }) => [url],
  steps: () => [
    {
      title: 'Run signal-cli-rest-api',
      text: 'It has no sign-in: keep it in a private network that only Evenkeel reaches. Register a number there, or link it to a phone.',
      code: 'docker run -d -p 8080:8080 -e MODE=json-rpc -v signal:/home/.local/share/signal-cli bbernhard/signal-cli-rest-api',
    },
    {
      title: 'Each person',
      text: 'They accept the message request, and under Settings, Privacy, Phone number, let everybody see their number; otherwise their replies cannot be told from anybody else’s.',
    },
    {
      title: 'Nothing else may fetch its messages',
      text: 'What is fetched is gone: a second program that reads replies there takes them from Evenkeel.',
    },
  ],
  carries: [carry<SignalSettings, To>(signal, { send })],
  listen: listenAs(signal.channel),
});

const mostBytes = 1_700;

async function send(message: Message, { number }: To, io: ProviderIo<SignalSettings>): Promise<Outcome> {
  const hint = message.kind === 'page' ? `\n${reactionHint}` : '';
  return classify(await write(io, number, `${subjectOf(message)}\n\n${bodyWithLinks(message, mostBytes)}${hint}`));
}

function classify(reply: ProviderReply): Outcome {
  const messageId = textAt(reply.json, 'timestamp');
  if (reply.status === 201 || reply.status === 200)
    return { outcome: 'sent', ...(messageId ? { providerId: messageId } : {}) };
  const why = (textAt(reply.json, 'error') ?? '').toLowerCase();
  if (reply.status === 400) {
    if (why.includes('unregistered') && !why.includes('not registered'))
      return { outcome: 'failed', reason: 'this number is not registered with Signal' };
    if (why.includes('rate limit') || why.includes('429') || why.includes('captcha'))
      return { outcome: 'retry', afterSeconds: 60, reason: 'Signal limits our number', isProviderFault: true };
    if (why.includes('not registered') || why.includes('no data'))
      return { outcome: 'failed', reason: 'our number is not registered in signal-cli', isProviderFault: true };
    return { outcome: 'failed', reason: 'signal-cli refused the message' };
  }
  return classifyReply(reply);
}
