import { z } from 'zod';
import { apiUrlSetting, numberSetting, textSettings } from '../sms/provider-settings.ts';

export const settingsSchema = z.object({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i, 'begins with AC and has 34 characters'),
  authToken: z.string().min(8).max(200),
  previousAuthToken: z.string().min(8).max(200).optional(),
  from: z.string().regex(/^(\+\d{5,15}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$/i, 'must be a number, a sender name or MG…'),
  callFrom: numberSetting.optional(),
  ...textSettings,
  apiUrl: apiUrlSetting('https://api.twilio.com'),
});
export type TwilioSettings = z.infer<typeof settingsSchema>;
