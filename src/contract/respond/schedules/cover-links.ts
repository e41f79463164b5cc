/**
 * The pages behind the link of a cover mail: no sign-in, no scripts. Reading them changes nothing, because mail scanners
 * and previews follow every link; only the buttons do.
 */
import { z } from 'zod';
import { endpoint, line } from '../../endpoint.ts';

const coverLinkPage = {
  permission: 'public',
  tag: 'cover requests',
  params: z.strictObject({ token: z.string().regex(/^\d{1,15}\.\d{1,15}\.[A-Za-z0-9_-]{22}$/) }),
  output: z.string(),
  contentType: 'text/html; charset=utf-8',
} as const;

export const showCoverLink = endpoint({
  ...coverLinkPage,
  name: 'showCoverLink',
  method: 'GET',
  path: '/c/:token',
  // One that was not copied whole leads to a page, too: it is people who follow it.
  params: z.strictObject({ token: z.string().max(500) }),
  summary: 'Show a cover request to somebody who was asked, with buttons to accept or decline',
});

export const acceptCoverByLink = endpoint({
  ...coverLinkPage,
  name: 'acceptCoverByLink',
  method: 'POST',
  path: '/c/:token/acceptance',
  summary: 'Take the shift of a cover request',
  form: 'fields',
  body: z.object({ waiverReason: line(500).optional().describe('Why it is taken without the certificate') }).optional(),
});

export const declineCoverByLink = endpoint({
  ...coverLinkPage,
  name: 'declineCoverByLink',
  method: 'POST',
  path: '/c/:token/refusal',
  summary: 'Say that you cannot cover',
  form: true,
});
