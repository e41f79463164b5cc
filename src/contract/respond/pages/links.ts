/**
 * The pages behind the link of a notification: no sign-in, no scripts. Reading them changes nothing, because mail
 * scanners and previews follow every link; only the buttons do.
 */
import { z } from 'zod';
import { endpoint } from '../../endpoint.ts';
import { pageFeedbacks } from './page.ts';

const token = z.string().regex(/^\d{1,16}\.[A-Za-z0-9_-]{22}$/);
const tokenParams = z.strictObject({ token });

const linkPage = {
  permission: 'public',
  tag: 'notification links',
  params: tokenParams,
  output: z.string(),
  contentType: 'text/html; charset=utf-8',
} as const;

export const showNotificationLink = endpoint({
  ...linkPage,
  name: 'showNotificationLink',
  method: 'GET',
  path: '/a/:token',
  // One that was not copied whole leads to a page, too: it is people who follow it.
  params: z.strictObject({ token: z.string().max(500) }),
  summary: 'Show what a notification is about, with a button to acknowledge',
});

export const acknowledgeByLink = endpoint({
  ...linkPage,
  name: 'acknowledgeByLink',
  method: 'POST',
  path: '/a/:token/acknowledgement',
  summary: 'Acknowledge the page of this notification',
  form: true,
});

export const unacknowledgeByLink = endpoint({
  ...linkPage,
  name: 'unacknowledgeByLink',
  method: 'POST',
  path: '/a/:token/acknowledgement/undo',
  summary: 'Undo the acknowledgement by this link, within half a minute',
  form: true,
});

export const escalateByLink = endpoint({
  ...linkPage,
  name: 'escalateByLink',
  method: 'POST',
  path: '/a/:token/escalation',
  summary: 'Notify the next step of the policy now',
  form: true,
});

export const giveFeedbackByLink = endpoint({
  ...linkPage,
  name: 'giveFeedbackByLink',
  method: 'POST',
  path: '/a/:token/feedback/:answer',
  params: z.strictObject({ token, answer: z.enum(pageFeedbacks) }),
  summary: 'Say whether the page of this notification needed a person',
  form: true,
});
