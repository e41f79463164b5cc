/** How we sign in to Vonage, and how Vonage signs what it reports. */
import { createHash, createHmac, randomUUID, sign, timingSafeEqual } from 'node:crypto';
import { textAt } from '../exchange.ts';
import type { InboundRequest } from '../provider.ts';
import { keyOf, type VonageIo } from './settings.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Basic, or as the application where there is one: only an application may call. */
export function authorizationOf({ settings, wallNow }: VonageIo): string {
  const { account, apiSecret, applicationId, privateKey } = settings;
  const key = privateKey === undefined ? null : keyOf(privateKey);
  if (key === null) return `Basic ${Buffer.from(`${account}:${apiSecret}`).toString('base64')}`;
  const iat = Math.floor(wallNow() / 1000);
  const claims = { application_id: applicationId, iat, exp: iat + 300, jti: randomUUID() };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `Bearer ${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

const mostSecondsOff = 300;

/** Messages and calls come with a token that binds their body; the older text messages have a signature among their fields. */
export function isSignedByVonage(request: InboundRequest, io: VonageIo): boolean {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '') ?? [];
  return token === undefined ? hasSignature(request, io) : isToken(token, request, io);
}

function isToken(token: string, { body }: InboundRequest, { settings, wallNow }: VonageIo): boolean {
  const [head, claims, signature] = token.split('.') as [string, string, string];
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  if (textAt(read(head), 'alg') !== 'HS256') return false;
  const made = createHmac('sha256', settings.signatureSecret).update(`${head}.${claims}`).digest();
  if (!equal(Buffer.from(signature, 'base64url'), made)) return false;
  const { iat, exp, payload_hash: hash } = read(claims) as Record<string, unknown>;
  const now = wallNow() / 1000;
  if (typeof iat !== 'number' || Math.abs(now - iat) > mostSecondsOff) return false;
  if (typeof exp === 'number' && exp < now) return false;
  return (
    typeof hash === 'string' && equal(Buffer.from(hash), Buffer.from(createHash('sha256').update(body).digest('hex')))
  );
}

/** Names and values in order, `&` and `=` in values as underscores; HMAC of SHA-256 or SHA-512, never plain MD5. */
function hasSignature(request: InboundRequest, { settings, wallNow }: VonageIo): boolean {
  const { sig, ...fields } = fieldsOf(request);
  if (sig === undefined || Math.abs(wallNow() / 1000 - Number(fields.timestamp)) > mostSecondsOff) return false;
  if (!/^\d{1,12}$/.test(fields.timestamp ?? '')) return false;
  const text = Object.keys(fields)
    .sort()
    .map((name) => `&${name}=${fields[name]!.replace(/[&=]/g, '_')}`)
    .join('');
  const given = Buffer.from(sig.toLowerCase());
  return ['sha256', 'sha512'].some((hash) =>
    equal(given, Buffer.from(createHmac(hash, settings.signatureSecret).update(text).digest('hex'))),
  );
}

/** What an older report says: in the query, as a form or as JSON. */
export function fieldsOf({ query, headers, body }: InboundRequest): Record<string, string> {
  const text = body.toString('utf8');
  if (text === '') return Object.fromEntries(query);
  if (!/json/i.test(headers['content-type'] ?? '')) return Object.fromEntries(new URLSearchParams(text));
  const parsed = JSON.parse(text) as object;
  return Object.fromEntries(
    Object.keys(parsed).flatMap((name) => {
      const value = (parsed as Record<string, unknown>)[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
    }),
  );
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
