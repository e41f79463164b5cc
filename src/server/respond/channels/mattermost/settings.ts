import { z } from 'zod';

export const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(300),
  botToken: z.string().regex(/^\S{16,100}$/, 'is the access token of the bot account'),
});
export type MattermostSettings = z.infer<typeof settingsSchema>;

const user = /^@[a-z0-9][a-z0-9._-]{0,63}$/;

export const toSchema = z.object({
  to: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^(@[a-z0-9][a-z0-9._-]{0,63}|[a-z0-9]{26})$/, 'must be a username such as @ada or the ID of a channel'),
});
export type MattermostTo = z.infer<typeof toSchema>;

/** The username of a person; null where it is a channel. */
export const userNameOf = ({ to }: MattermostTo): string | null => (user.test(to) ? to.slice(1) : null);
