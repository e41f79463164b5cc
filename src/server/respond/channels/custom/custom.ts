/** Whatever takes an HTTP request: a text message gateway, a chat without a provider of its own, a script. */
import { z } from 'zod';
import { defineCarriedChannel, type Outcome } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply } from '../exchange.ts';
import { classifyHttp } from '../http-outcome.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type ProviderIo } from '../provider.ts';
import { receive } from './inbound.ts';
import { textAtPath } from './json-path.ts';
import { renderRequest } from './request.ts';
import { type CustomSettings, fields, isInStatuses, settingsSchema } from './settings.ts';
import { exampleBody, variableHelp } from './variables.ts';

const toSchema = z.object({ recipient: z.string().trim().min(1, 'is missing').max(300) });
type To = z.infer<typeof toSchema>;

export const custom = defineCarriedChannel<To>({
  channel: 'custom',
  title: 'Custom',
  icon: 'braces',
  description: 'Another service, through a request that an admin has described.',
  whereToLook: 'It arrives where the service shows its messages.',
  timeoutMs: 20_000,
  settingsSchema: toSchema,
  fields: [
    { key: 'recipient', label: 'Recipient', kind: 'text', help: 'A number, an address or a name at the service.' },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: true, receipt: true, update: false },
    wakes: 'no',
  },
  isVerified: false,
  describe: ({ recipient }) => recipient,
  identityOf: ({ recipient }) => identityOf(recipient),
  // Where the request ends, only whoever wrote it knows.
  isRoom: () => true,
});

/** Numbers are written in many ways; letters large and small. */
export function identityOf(recipient: string): string {
  const isNumber = /^\+?[\d ()/.-]{5,}$/.test(recipient.trim());
  return isNumber ? recipient.replace(/\D/g, '') : recipient.trim().toLowerCase();
}

export const customHttp = defineProvider<CustomSettings>({
  kind: 'custom',
  title: 'Custom HTTP',
  icon: 'braces',
  description: 'One request for each message, from templates of yours; replies can come back as well.',
  settingsSchema,
  hasCountries: false,
  fields,
  describe: ({ method, url }) => `${method} ${new URL(hostOf(url)).host}`,
  destinationsOf: ({ url }) => [hostOf(url)],
  fieldLabels: ({ recipientLabel }) => ({ recipient: recipientLabel }),
  steps: ({ hookUrl }) => [
    {
      title: 'Describe the request',
      text: 'Address, headers and body are Liquid templates. For a service that takes JSON:',
      code: exampleBody,
    },
    {
      title: 'What templates can use',
      text: 'Values are escaped for the place where they stand; an unknown name is empty.',
      code: variableHelp,
    },
    {
      title: 'Say what success is',
      text: 'Services that answer 200 for failures name the result in their reply: enter its path, such as $.messages[0].status, and the value that means success.',
    },
    {
      title: 'Replies and receipts',
      text: 'If the service can report replies, pressed buttons or what became of a message, choose how it proves itself and let it POST JSON or a form to this address. With a secret in the address, add ?secret= and the secret.',
      code: hookUrl,
    },
    { title: 'Send a test', text: 'It shows the request as it was made, and the reply.' },
  ],
  carries: [carry<CustomSettings, To>(custom, { send })],
  receive: (request, io) => receive(request, io, custom.channel, identityOf),
});

async function send(message: Message, { recipient }: To, io: ProviderIo<CustomSettings>): Promise<Outcome> {
  const rendered = renderRequest(io.settings, message, recipient);
  if (typeof rendered === 'string') return { outcome: 'failed', reason: rendered, isProviderFault: true };
  return classify(await exchange(io, rendered), io.settings);
}

function classify(reply: ProviderReply, settings: CustomSettings): Outcome {
  const { status } = reply;
  if (isInStatuses(status, settings.successStatuses)) {
    const { successPath, successValue, idPath } = settings;
    if (successPath !== undefined && textAtPath(reply.json, successPath) !== (successValue ?? ''))
      return { outcome: 'failed', reason: 'the reply does not say that it was sent' };
    const providerId = idPath === undefined ? undefined : textAtPath(reply.json, idPath);
    return { outcome: 'sent', ...(providerId === undefined ? {} : { providerId }) };
  }
  if (isInStatuses(status, settings.retryStatuses)) {
    const retryAfter = reply.headers['retry-after'];
    // 503 or 429 stand for any status that is to be tried again, with what they say about having arrived.
    const outcome = classifyHttp({ status: status >= 500 ? status : 429, retryAfter, providerId: '' });
    return { ...outcome, reason: `the service answered ${status}`, isProviderFault: true } as Outcome;
  }
  if (status === 401 || status === 403) return classifyReply(reply);
  return { outcome: 'failed', reason: `the service answered ${status}` };
}

/** The part before the first template: the address may not be chosen by a message. */
const hostOf = (url: string) => /^https?:\/\/[^/?#]+/.exec(url)![0];
