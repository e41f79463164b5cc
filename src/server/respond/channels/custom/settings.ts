import { z } from 'zod';
import type { FieldDefinition } from '../channel.ts';
import { isJsonPath } from './json-path.ts';
import { faultOf } from './variables.ts';

const liquid = (most: number) =>
  z
    .string()
    .max(most)
    .superRefine((text, ctx) => {
      const fault = faultOf(text);
      if (fault !== null) ctx.addIssue({ code: 'custom', message: `is no valid template: ${fault}` });
    });
const statuses = z
  .string()
  .max(200)
  .regex(/^\s*\d{3}(\s*-\s*\d{3})?(\s*,\s*\d{3}(\s*-\s*\d{3})?)*\s*$/, 'must be statuses such as 200-299, 409');
const jsonPath = z.string().max(200).refine(isJsonPath, 'must be a path such as $.messages[0].id');

export const settingsSchema = z
  .object({
    method: z.enum(['POST', 'PUT', 'PATCH', 'GET']).default('POST'),
    url: liquid(2_000).refine(
      (url) => /^https?:\/\/[^/?#{}@\s]+([/?#]|$)/.test(url),
      'must begin with http:// or https:// and a host without a template',
    ),
    secret: z.string().max(2_000).optional(),
    headers: liquid(4_000)
      .refine(
        (text) => headerLines(text).every((line) => /^[A-Za-z0-9-]+: *\S/.test(line)),
        'must be lines like Name: value',
      )
      .optional(),
    contentType: z.enum(['json', 'form', 'text']).default('json'),
    body: liquid(10_000).optional(),
    successStatuses: statuses.default('200-299'),
    successPath: jsonPath.optional(),
    successValue: z.string().max(200).optional(),
    idPath: jsonPath.optional(),
    retryStatuses: statuses.default('408, 425, 429, 500-599'),
    recipientLabel: z.string().trim().min(1).max(60).default('Recipient'),
    inbound: z.enum(['off', 'query', 'hmac']).default('off'),
    inboundSecret: z.string().min(12, 'must have 12 characters or more').max(500).optional(),
    signatureHeader: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
      .optional(),
    signatureAlgorithm: z.enum(['sha256', 'sha1', 'sha512']).default('sha256'),
    fromPath: jsonPath.optional(),
    textPath: jsonPath.optional(),
    buttonPath: jsonPath.optional(),
    actionPath: jsonPath.optional(),
    inboundIdPath: jsonPath.optional(),
    receiptIdPath: jsonPath.optional(),
    receiptPath: jsonPath.optional(),
    deliveredValues: z.string().max(200).optional(),
    failedValues: z.string().max(200).optional(),
  })
  .superRefine((settings, ctx) => {
    const { inbound, inboundSecret, signatureHeader, fromPath, textPath, buttonPath } = settings;
    if (inbound === 'off') return;
    const need = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    if (inboundSecret === undefined) need('inboundSecret', 'is needed, or anybody could reply');
    if (inbound === 'hmac' && signatureHeader === undefined) need('signatureHeader', 'is needed for signatures');
    const { idPath, receiptIdPath, receiptPath, deliveredValues, failedValues } = settings;
    const hasReceipts = [receiptIdPath, receiptPath, deliveredValues, failedValues].some((each) => each !== undefined);
    if (hasReceipts) {
      const forReceipts = 'is needed for receipts';
      if (idPath === undefined) need('idPath', forReceipts);
      if (receiptIdPath === undefined) need('receiptIdPath', forReceipts);
      if (receiptPath === undefined) need('receiptPath', forReceipts);
      if ((deliveredValues ?? failedValues) === undefined) need('failedValues', forReceipts);
      if ((fromPath ?? textPath ?? buttonPath) === undefined) return;
    }
    if (fromPath === undefined) need('fromPath', 'is needed to know who replies');
    if (textPath === undefined && buttonPath === undefined) need('textPath', 'or the path of a token is needed');
  });
export type CustomSettings = z.infer<typeof settingsSchema>;

export const headerLines = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** @param list as in `200-299, 409` */
export function isInStatuses(status: number, list: string): boolean {
  return list.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= from! && status <= to!;
  });
}

const choices = (...values: [string, string][]) => values.map(([value, label]) => ({ value, label }));
const optional = { isOptional: true } as const;

export const fields: FieldDefinition[] = [
  {
    ...{ key: 'method', label: 'Method', kind: 'choice', help: 'Most services take POST.' },
    ...optional,
    choices: choices(['POST', 'POST'], ['PUT', 'PUT'], ['PATCH', 'PATCH'], ['GET', 'GET']),
  },
  {
    ...{ key: 'url', label: 'Address', kind: 'text', help: 'The host is fixed; the rest may use templates.' },
    placeholder: 'https://sms.example.com/send?to={{ recipient }}',
  },
  {
    ...{ key: 'secret', label: 'Secret', kind: 'secret', ...optional },
    help: 'A key or password. It is stored sealed; write {{ secret }} where it belongs.',
  },
  {
    ...{ key: 'headers', label: 'Headers', kind: 'long-text', help: 'One a line.', ...optional },
    placeholder: 'Authorization: Bearer {{ secret }}',
  },
  {
    ...{ key: 'contentType', label: 'Content type', kind: 'choice', ...optional },
    help: 'Values are escaped for it.',
    choices: choices(['json', 'JSON'], ['form', 'Form'], ['text', 'Plain text']),
  },
  {
    ...{ key: 'body', label: 'Body', kind: 'long-text', help: 'Leave it empty for none.', ...optional },
    placeholder: '{"to": "{{ recipient }}", "text": "{{ sms }}"}',
  },
  {
    ...{ key: 'successStatuses', label: 'Success statuses', kind: 'text', ...optional },
    ...{ help: 'Everything else is a failure.', placeholder: '200-299' },
  },
  {
    ...{ key: 'successPath', label: 'Success path', kind: 'text', placeholder: '$.messages[0].status', ...optional },
    help: 'For services that answer 200 for failures: where the reply has its result.',
  },
  {
    ...{ key: 'successValue', label: 'Success value', kind: 'text', placeholder: 'queued', ...optional },
    help: 'What it has to be.',
  },
  {
    ...{ key: 'idPath', label: 'Path of the id', kind: 'text', placeholder: '$.id', ...optional },
    help: 'Where the reply has the id of the message, for the record of deliveries.',
  },
  {
    ...{ key: 'retryStatuses', label: 'Statuses to try again', kind: 'text', ...optional },
    ...{ help: 'After what Retry-After says.', placeholder: '408, 425, 429, 500-599' },
  },
  {
    ...{ key: 'recipientLabel', label: 'What a recipient is', kind: 'text', placeholder: 'Phone number', ...optional },
    help: 'People are asked for it by this name.',
  },
  {
    ...{
      key: 'inbound',
      label: 'Replies and receipts',
      kind: 'choice',
      help: 'How the service proves that it is calling.',
      ...optional,
    },
    choices: choices(['off', 'None'], ['query', 'Secret in the address'], ['hmac', 'Signature (HMAC)']),
  },
  {
    ...{ key: 'inboundSecret', label: 'Secret of these calls', kind: 'secret', ...optional },
    help: 'In the address as ?secret=…, or the key of the signature.',
  },
  {
    ...{ key: 'signatureHeader', label: 'Signature header', kind: 'text', placeholder: 'X-Signature', ...optional },
    help: 'Has the HMAC of the raw body, in hex or base64, with or without sha256= before it.',
  },
  {
    ...{
      key: 'signatureAlgorithm',
      label: 'Signature algorithm',
      kind: 'choice',
      help: 'Usually SHA-256.',
      ...optional,
    },
    choices: choices(['sha256', 'SHA-256'], ['sha512', 'SHA-512'], ['sha1', 'SHA-1']),
  },
  {
    ...{ key: 'fromPath', label: 'Path of the sender', kind: 'text', placeholder: '$.from', ...optional },
    help: 'It must be what people entered as their recipient.',
  },
  {
    ...{ key: 'textPath', label: 'Path of the text', kind: 'text', placeholder: '$.text', ...optional },
    help: 'A reply such as 3a.',
  },
  {
    ...{ key: 'buttonPath', label: 'Path of the token', kind: 'text', placeholder: '$.token', ...optional },
    help: 'For buttons: send {{ token }} along and get it back here.',
  },
  {
    ...{ key: 'actionPath', label: 'Path of the action', kind: 'text', placeholder: '$.action', ...optional },
    help: 'acknowledge, decline, escalate or resolve; acknowledge when there is none.',
  },
  {
    ...{ key: 'inboundIdPath', label: 'Path of the reply’s id', kind: 'text', placeholder: '$.id', ...optional },
    help: 'Makes a repeat known as one.',
  },
  {
    ...{ key: 'receiptIdPath', label: 'Path of the id in a receipt', kind: 'text', placeholder: '$.message.id' },
    ...optional,
    help: 'It must be the id that the reply to our request had.',
  },
  {
    ...{ key: 'receiptPath', label: 'Path of the state', kind: 'text', placeholder: '$.message.state', ...optional },
    help: 'What became of the message.',
  },
  {
    ...{ key: 'deliveredValues', label: 'States that mean delivered', kind: 'text', ...optional },
    ...{ help: 'Separated by commas.', placeholder: 'delivered, read' },
  },
  {
    ...{ key: 'failedValues', label: 'States that mean not delivered', kind: 'text', ...optional },
    ...{ help: 'Then the next contact method is tried.', placeholder: 'failed, undeliverable' },
  },
];
