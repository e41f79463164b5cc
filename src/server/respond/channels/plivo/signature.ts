/** Signatures of Plivo's requests, version 3: https://www.plivo.com/docs/voice/concepts/signature-validation */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '../provider.ts';

/** While the token is changed, Plivo signs with both: the header is a list. */
export function isSignedByPlivo(request: InboundRequest, token: string): boolean {
  const nonce = request.headers['x-plivo-signature-v3-nonce'] ?? '';
  const given = (request.headers['x-plivo-signature-v3'] ?? '').split(',').map((each) => each.trim());
  if (nonce === '') return false;
  const made = Buffer.from(plivoSignature(token, signedText(request), nonce));
  return given.some((each) => {
    const one = Buffer.from(each);
    return one.length === made.length && timingSafeEqual(one, made);
  });
}

function plivoSignature(token: string, text: string, nonce: string): string {
  return createHmac('sha256', token).update(`${text}.${nonce}`).digest('base64');
}

/**
 * The address with its query in order and decoded; after it, of a POST, the fields in order without anything between
 * names and values.
 */
function signedText({ method, url, query, body }: InboundRequest): string {
  const address = url.split(/[?#]/, 1)[0]!;
  const fields = new URLSearchParams(method === 'POST' ? body.toString('utf8') : '');
  const asked = sorted(query).map(([name, value]) => `${name}=${value}`);
  const posted = sorted(fields).map(([name, value]) => name + value);
  const mark = asked.length > 0 || posted.length > 0 ? '?' : '';
  const dot = asked.length > 0 && posted.length > 0 ? '.' : '';
  return `${address}${mark}${asked.join('&')}${dot}${posted.join('')}`;
}

function sorted(fields: URLSearchParams): [string, string][] {
  return [...fields].sort(([name, value], [otherName, otherValue]) =>
    name === otherName ? compare(value, otherValue) : compare(name, otherName),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
