import { z } from 'zod';
import type { ProviderIo } from '../provider.ts';
import { apiUrlSetting, numberSetting, senderSetting, textSettings } from '../sms/provider-settings.ts';

export const settingsSchema = z.object({
  authId: z.string().regex(/^[A-Z0-9]{10,40}$/, 'begins with MA or SA'),
  authToken: z.string().min(16).max(200),
  from: senderSetting,
  callFrom: numberSetting.optional(),
  ...textSettings,
  apiUrl: apiUrlSetting('https://api.plivo.com'),
});
export type PlivoSettings = z.infer<typeof settingsSchema>;
export type PlivoIo = ProviderIo<PlivoSettings>;
