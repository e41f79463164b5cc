import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { ProviderIo } from '../provider.ts';
import { apiUrlSetting, numberSetting, senderSetting, textSettings } from '../sms/provider-settings.ts';

export const settingsSchema = z
  .object({
    account: z.string().regex(/^[0-9a-zA-Z]{6,20}$/, 'must be the API key of the account, such as abcd1234'),
    apiSecret: z.string().min(8).max(200),
    signatureSecret: z.string().min(16).max(200),
    api: z.enum(['sms', 'messages']).default('sms'),
    from: senderSetting,
    applicationId: z.uuid('must be the id of an application').optional(),
    privateKey: z
      .string()
      .max(10_000)
      .refine((given) => keyOf(given) !== null, 'must be the private key of the application (private.key)')
      .optional(),
    callFrom: numberSetting.optional(),
    ...textSettings,
    smsUrl: apiUrlSetting('https://rest.nexmo.com'),
    apiUrl: apiUrlSetting('https://api.nexmo.com'),
  })
  .refine(({ applicationId, privateKey }) => (applicationId === undefined) === (privateKey === undefined), {
    message: 'application and private key belong together',
    path: ['privateKey'],
  });
export type VonageSettings = z.infer<typeof settingsSchema>;
export type VonageIo = ProviderIo<VonageSettings>;

/** A PEM; a form of one line has taken its line breaks away. */
export function keyOf(given: string): KeyObject | null {
  const [, kind, body] = /-----BEGIN ([A-Z ]+)-----([\s\S]+?)-----END \1-----/.exec(given) ?? [];
  if (kind === undefined || body === undefined) return null;
  const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  try {
    return createPrivateKey(`-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`);
  } catch {
    return null;
  }
}
