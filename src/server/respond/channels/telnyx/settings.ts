import { z } from 'zod';
import type { ProviderIo } from '../provider.ts';
import { apiUrlSetting, numberSetting, senderSetting, textSettings } from '../sms/provider-settings.ts';

export const settingsSchema = z.object({
  apiKey: z.string().min(8).max(300),
  signedBy: z
    .string()
    .trim()
    .refine((given) => Buffer.from(given, 'base64').length === 32, 'must be the public key of 44 characters'),
  from: senderSetting,
  messagingProfile: z.string().max(100).optional(),
  callFrom: numberSetting.optional(),
  connection: z
    .string()
    .regex(/^\d{1,30}$/, 'must be the number of a Voice API application')
    .optional(),
  ...textSettings,
  apiUrl: apiUrlSetting('https://api.telnyx.com'),
});
export type TelnyxSettings = z.infer<typeof settingsSchema>;
export type TelnyxIo = ProviderIo<TelnyxSettings>;
