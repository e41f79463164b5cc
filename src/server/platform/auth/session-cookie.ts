/**
 * The cookies of sign-in; a request costs no more than one HMAC. A session's value is `token.signature`, the signature an HMAC-SHA256 of the token in base64.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The start of all cookie names: over https the browser then holds them to encryption and to this host with its root
 * path, or, where the address has a path, leaves the path to us.
 */
export function cookiePrefixOf(publicUrl: string | undefined): string {
  if (!publicUrl?.startsWith('https://')) return 'evenkeel';
  return new URL(publicUrl).pathname === '/' ? '__Host-evenkeel' : '__Secure-evenkeel';
}

export const sessionCookieName = (prefix: string) => `${prefix}.session_token`;

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const separator = part.indexOf('=');
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim();
  }
  return undefined;
}

/** A line for Set-Cookie: for no script, and not for what other sites send. @param seconds 0 removes the cookie */
export function cookieLine(name: string, value: string, seconds: number): string {
  const secure = /^__(Host|Secure)-/.test(name) ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}

const signatureOf = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest('base64');

export const signed = (token: string, secret: string) => encodeURIComponent(`${token}.${signatureOf(token, secret)}`);

/** The token of a signed cookie value, or null when the signature is not ours. */
export function verifySigned(value: string, secret: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(value);
  } catch {
    return null;
  }
  const separator = decoded.lastIndexOf('.');
  if (separator < 1) return null;
  const token = decoded.slice(0, separator);
  const given = Buffer.from(decoded.slice(separator + 1));
  const expected = Buffer.from(signatureOf(token, secret));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** Adds Set-Cookie lines to those that are set already. */
export function addCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length > 0) reply.header('set-cookie', cookies);
}
