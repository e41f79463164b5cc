/**
 * A cookie that says: somebody has signed in to these accounts from this browser. It signs nobody in; it only lets its
 * bearer try a password while strangers are guessing at the account.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addCookies, cookieLine, readCookie } from './session-cookie.ts';

const lifeSeconds = 365 * 86_400;
/** Of accounts that share a browser. */
const mostAccounts = 4;

export type KnownDevices = ReturnType<typeof createKnownDevices>;

export function createKnownDevices({ secret, cookiePrefix }: { secret: string; cookiePrefix: string }) {
  const name = `${cookiePrefix}.known_device`;
  const proofOf = (id: string, account: string) =>
    createHmac('sha256', secret).update(`known device\n${id}\n${account.toLowerCase()}`).digest('base64url');
  const entriesOf = (request: FastifyRequest) =>
    (readCookie(request, name) ?? '')
      .split('~')
      .map((entry) => entry.split('.'))
      .filter((entry) => entry.length === 2)
      .slice(0, mostAccounts);
  const proves = ([id, proof]: string[], account: string) => {
    const [given, expected] = [Buffer.from(proof!), Buffer.from(proofOf(id!, account))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return {
    /** The id of this browser when it has signed in to the account before, or null. */
    find(request: FastifyRequest, account: string): string | null {
      return entriesOf(request).find((entry) => proves(entry, account))?.[0] ?? null;
    },
    /** Remembers in the browser that it has signed in to the account. */
    remember(request: FastifyRequest, reply: FastifyReply, account: string): void {
      const others = entriesOf(request).filter((entry) => !proves(entry, account));
      const id = randomBytes(9).toString('base64url');
      const entries = [[id, proofOf(id, account)], ...others].slice(0, mostAccounts);
      const value = entries.map((entry) => entry.join('.')).join('~');
      addCookies(reply, [cookieLine(name, value, lifeSeconds)]);
    },
  };
}
