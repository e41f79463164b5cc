/**
 * One-time links for whoever presses a button in a chat and is not known there. The token stands behind `#` in the
 * address, so that no log of a server sees it, and only a POST takes it.
 */
import { z } from 'zod';
import { endpoint, id, instant } from '../endpoint.ts';

const body = z.strictObject({ token: z.string().min(1).max(200) });

export const readChatLink = endpoint({
  name: 'readChatLink',
  method: 'POST',
  path: '/api/v1/me/chat-link',
  permission: 'session',
  summary: 'What a one-time link from a chat would link, and what it would then do; changes nothing',
  tag: 'contact methods',
  body,
  output: z.object({
    channel: z.string(),
    account: z.string().describe('The account in the chat, as far as it may be shown'),
    providerName: z.string(),
    expiresAt: instant,
    wish: z
      .object({
        action: z.enum(['acknowledge', 'escalate', 'resolve', 'decline']),
        pageId: id,
        title: z.string(),
        severity: z.number().int(),
        already: z.string().nullable().describe('Why there is nothing to do any more'),
      })
      .nullable()
      .describe('What was pressed; null when nothing was, or the message is older than a day'),
  }),
});

export const acceptChatLink = endpoint({
  name: 'acceptChatLink',
  method: 'POST',
  path: '/api/v1/me/chat-link/acceptance',
  permission: 'session',
  summary: 'Link the account in the chat to you, and do what was pressed if it is still to be done',
  tag: 'contact methods',
  confirms: true,
  body,
  output: z.object({
    contactMethodId: id,
    done: z.object({ isDone: z.boolean(), text: z.string().describe('What came of what was pressed') }).nullable(),
  }),
});
