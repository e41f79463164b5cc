/** Signatures of Slack's requests: https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac } from 'node:crypto';
import type { InboundRequest } from '../provider.ts';
import { isSameText } from '../same-text.ts';

const mostSecondsApart = 300;

/** Whether the secret signed the request, within five minutes of `nowMs`: a recorded one is no use later. */
export function isSignedBySlack({ headers, body }: InboundRequest, secret: string, nowMs: number): boolean {
  const stamp = headers['x-slack-request-timestamp'] ?? '';
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(nowMs / 1000 - Number(stamp)) > mostSecondsApart) return false;
  const mac = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex');
  return isSameText(headers['x-slack-signature'] ?? '', `v0=${mac}`);
}
