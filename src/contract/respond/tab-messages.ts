import { z } from 'zod';
import { endpoint, idParams, instant, noContent } from '../endpoint.ts';

/** What a browser calls itself towards the channel `tab`; it made this at random and keeps it to itself. */
export const browserId = z.uuid().describe('The random name that the browser gave itself');

export const tabMessage = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    tag: z.string(),
    link: z.string().nullable(),
    acknowledgeLink: z.string().nullable(),
    actions: z.array(z.object({ action: z.string(), title: z.string() })),
    requireInteraction: z.boolean(),
    at: instant,
  })
  .meta({ id: 'TabMessage', description: 'A message that waits to be shown by a browser in which Evenkeel is open.' });
export type TabMessage = z.output<typeof tabMessage>;

export const listTabMessages = endpoint({
  name: 'listTabMessages',
  method: 'GET',
  path: '/api/v1/me/tab-messages',
  permission: 'signed-in',
  summary: 'List what waits to be shown by this browser',
  tag: 'contact methods',
  query: z.strictObject({ browserId }),
  output: z.object({ items: z.array(tabMessage) }),
});

export const confirmTabMessage = endpoint({
  name: 'confirmTabMessage',
  method: 'POST',
  path: '/api/v1/me/tab-messages/:id/shown',
  permission: 'signed-in',
  summary: 'Say that this browser has shown the message; only then it counts as sent',
  tag: 'contact methods',
  params: idParams,
  body: z.strictObject({ browserId }),
  output: noContent,
  status: 204,
});
