import { z } from 'zod';
import type { ProviderIo } from '../provider.ts';

export const settingsSchema = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .max(300)
    .transform((url) => url.replace(/\/+(ari\/*)?$/, '')),
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  app: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must have letters, digits, hyphens and underscores only')
    .default('evenkeel'),
  endpoint: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9]+\/[^\s,]*\{number\}[^\s,]*$/, 'must be such as PJSIP/{number}@trunk'),
  callerId: z.string().max(100).optional(),
  audio: z
    .string()
    .max(500)
    .regex(
      /^(https?:\/\/\S*\{text\}\S*|sound:[\w./-]+)$/,
      'must be a URL with {text} in it, or such as sound:custom/page',
    ),
});
export type AsteriskSettings = z.infer<typeof settingsSchema>;
export type AsteriskIo = ProviderIo<AsteriskSettings>;
