import { z } from 'zod';

export const settingsSchema = z.object({
  botToken: z.string().regex(/^xox[be]\S{8,250}$/, 'begins with xoxb-'),
  appToken: z
    .string()
    .regex(/^xapp-\S{8,250}$/, 'begins with xapp-')
    .optional(),
  signingSecret: z
    .string()
    .regex(/^[0-9a-f]{16,64}$/i, 'is a row of digits and the letters a to f')
    .optional(),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default('https://slack.com/api'),
});
export type SlackSettings = z.infer<typeof settingsSchema>;

export const toSchema = z.object({
  to: z
    .string()
    .trim()
    .regex(/^[UWCG][A-Z0-9]{6,20}$/, 'must be a member ID such as U0123ABCD or a channel ID such as C0123ABCD'),
});
export type SlackTo = z.infer<typeof toSchema>;
