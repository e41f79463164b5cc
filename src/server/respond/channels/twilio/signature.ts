/** Signatures of Twilio's requests: https://www.twilio.com/docs/usage/security#validating-requests */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '../provider.ts';

/** Whether one of the tokens signed the request, as a form or as JSON, with the standard port in the URL or without. */
export function isSignedByTwilio({ url, query, headers, body }: InboundRequest, tokens: string[]): boolean {
  const given = headers['x-twilio-signature'];
  if (given === undefined) return false;
  const bodyHash = query.get('bodySHA256');
  if (bodyHash !== null && !equal(bodyHash, createHash('sha256').update(body).digest('hex'))) return false;
  const fields = bodyHash === null ? sortedFields(body) : '';
  return tokens.some((token) => urlsOf(url).some((each) => equal(given, twilioSignature(token, each + fields))));
}

export function twilioSignature(token: string, signed: string): string {
  return createHmac('sha1', token).update(signed).digest('base64');
}

/** Names and values in the order of the names; the values of one name in order, each once. */
function sortedFields(body: Buffer): string {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8')))
    byName.set(name, (byName.get(name) ?? new Set()).add(value));
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, values]) =>
      [...values]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

function urlsOf(url: string): string[] {
  const [, scheme, host, rest] = /^(https?):\/\/([^/?#]+)(.*)$/s.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [url];
  const port = scheme === 'https' ? ':443' : ':80';
  const other = /:\d+$/.test(host) ? host.replace(/:\d+$/, '') : host + port;
  return [url, `${scheme}://${other}${rest}`];
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
