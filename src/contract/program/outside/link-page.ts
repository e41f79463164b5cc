import { z } from 'zod';

/** What the pages behind the links of mails have in common. */
export const linkPage = {
  permission: 'public',
  tag: 'program',
  output: z.string(),
  contentType: 'text/html; charset=utf-8',
  // One that was not copied whole leads to a page, too: it is people who follow it.
  params: z.strictObject({ token: z.string().max(500) }),
} as const;
