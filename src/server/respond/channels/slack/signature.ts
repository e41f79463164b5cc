/** Signatures of Slack's requests: https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '../provider.ts';

const mostSecondsApart = 300;

/** Whether the secret signed the request, within five minutes of `nowMs`: a recorded one is no use later. */
export function isSignedBySlack({ headers, body }: InboundRequest, secret: string, nowMs: number): boolean {
  const stamp = headers['x-slack-request-timestamp'] ?? '';
  const given = Buffer.from(headers['x-slack-signature'] ?? '');
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(nowMs / 1000 - Number(stamp)) > mostSecondsApart) return false;
  const mac = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex');
  const expected = Buffer.from(`v0=${mac}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
