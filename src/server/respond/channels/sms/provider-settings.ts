/** Settings that every provider of text messages and calls has. */
import { z } from 'zod';
import type { FieldDefinition } from '../channel.ts';

export const numberSetting = z.string().regex(/^\+\d{5,15}$/, 'must be a number such as +4930123456');
export const senderSetting = z
  .string()
  .regex(/^(\+\d{5,15}|[A-Za-z0-9 ]{1,11})$/, 'must be a number such as +4930123456 or a sender name');
export const apiUrlSetting = (usual: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .max(200)
    .transform((url) => url.replace(/\/+$/, ''))
    .default(usual);

export const textSettings = { replies: z.boolean().default(true), links: z.boolean().default(false) };

export const textFields: FieldDefinition[] = [
  {
    key: 'replies',
    label: 'Replies arrive',
    kind: 'switch',
    help: 'Off for a sender name or a country without replies: then the link goes along.',
    isOptional: true,
  },
  {
    key: 'links',
    label: 'Put the link into text messages',
    kind: 'switch',
    help: 'Some carriers drop messages with links.',
    isOptional: true,
  },
];

export const callFromField: FieldDefinition = {
  key: 'callFrom',
  label: 'Calls from',
  kind: 'text',
  help: 'The number that calls; the one above when left empty.',
  isOptional: true,
};

export const apiUrlField: FieldDefinition = {
  key: 'apiUrl',
  label: 'API address',
  kind: 'url',
  help: 'Only for another region.',
  isOptional: true,
};
