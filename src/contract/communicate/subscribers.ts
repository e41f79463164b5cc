/** People outside who asked to be told. The pages behind their links need no sign-in and no scripts. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, noContent, pageQuery, slug } from '../endpoint.ts';

export const subscriber = z
  .object({
    id,
    email: z.string(),
    state: z.enum(['asked', 'confirmed']),
    componentIds: z.array(id).describe('Empty: gets updates about everything'),
    confirmedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Subscriber', description: 'Somebody who subscribed to e-mails from the status page.' });
export type Subscriber = z.output<typeof subscriber>;

export const listSubscribers = endpoint({
  name: 'listSubscribers',
  method: 'GET',
  path: '/api/v1/status-page/subscribers',
  permission: 'status-pages.manage',
  summary: 'List subscribers, newest first',
  tag: 'subscribers',
  query: pageQuery.extend({ email: z.string().trim().min(1).max(254).optional().describe('Part of the address') }),
  output: listOf(subscriber).extend({ confirmedCount: z.number().int() }),
});

export const deleteSubscriber = endpoint({
  name: 'deleteSubscriber',
  method: 'DELETE',
  path: '/api/v1/status-page/subscribers/:id',
  permission: 'status-pages.manage',
  summary: 'Remove a subscriber and all their data',
  tag: 'subscribers',
  params: idParams,
  output: noContent,
  status: 204,
});

const page = {
  permission: 'public',
  tag: 'subscribers',
  output: z.string(),
  contentType: 'text/html; charset=utf-8',
} as const;

/** A form sends a box that stands alone as one text. */
const chosen = z
  .union([z.array(slug).max(200), slug.transform((one) => [one])])
  .default([])
  .describe('Slugs of components; none means all');

/** What programs fill in and people never see. */
const trap = z.string().max(500).default('');

export const subscribe = endpoint({
  ...page,
  name: 'subscribe',
  method: 'POST',
  path: '/status/subscriptions',
  summary: 'Subscribe by e-mail; the response is the same whether the address is known or not',
  body: z.object({ email: z.string().max(320), component: chosen, website: trap }),
  form: 'fields',
});

const confirmParams = z.strictObject({ token: z.string().regex(/^\d{1,16}\.\d{1,9}\.[A-Za-z0-9_-]{22}$/) });
const manageParams = z.strictObject({ token: z.string().regex(/^\d{1,16}\.[A-Za-z0-9_-]{22}$/) });

export const showConfirmation = endpoint({
  ...page,
  name: 'showConfirmation',
  method: 'GET',
  path: '/status/confirmations/:token',
  summary: 'Show the confirmation button; e-mail scanners follow links, so this changes nothing',
  params: confirmParams,
});

export const confirmSubscription = endpoint({
  ...page,
  name: 'confirmSubscription',
  method: 'POST',
  path: '/status/confirmations/:token',
  summary: 'Confirm a subscription',
  params: confirmParams,
  form: true,
});

export const showSubscription = endpoint({
  ...page,
  name: 'showSubscription',
  method: 'GET',
  path: '/status/subscriptions/:token',
  summary: 'Show a subscription, with buttons to change and end it',
  params: manageParams,
});

export const changeSubscription = endpoint({
  ...page,
  name: 'changeSubscription',
  method: 'POST',
  path: '/status/subscriptions/:token',
  summary: 'Choose the components to get updates about',
  params: manageParams,
  body: z.object({ component: chosen }),
  form: 'fields',
});

export const showUnsubscription = endpoint({
  ...page,
  name: 'showUnsubscription',
  method: 'GET',
  path: '/status/subscriptions/:token/end',
  summary: 'Show the unsubscribe button',
  params: manageParams,
});

export const unsubscribe = endpoint({
  ...page,
  name: 'unsubscribe',
  method: 'POST',
  path: '/status/subscriptions/:token/end',
  summary: 'Unsubscribe, with the button or with one click in an e-mail client (RFC 8058)',
  params: manageParams,
  form: true,
});
