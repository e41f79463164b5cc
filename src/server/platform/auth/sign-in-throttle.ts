import type { FastifyRequest } from 'fastify';
import { createThrottle } from './throttle.ts';

/**
 * Runs an attempt to prove who one is; what fails counts against the address, the account, and both together.
 * @param account null while it is not known whose attempt this is; a count shared by all would lock everybody out
 */
export type SignInThrottle = <T>(
  request: FastifyRequest,
  account: string | null,
  attempt: () => Promise<T>,
) => Promise<T>;

/**
 * The pair is tight and the account alone is loose, so that a stranger who guesses from elsewhere
 * cannot easily lock somebody out who has to answer a page.
 */
export function createSignInThrottle(): SignInThrottle {
  const perPair = createThrottle(10, 900);
  const perAddress = createThrottle(50, 300);
  const perAccount = createThrottle(100, 900);
  return async (request, account, attempt) => {
    const address = networkOf(request.ip);
    const taken = [{ throttle: perAddress, key: address }];
    if (account !== null) {
      taken.push({ throttle: perPair, key: `${address} ${account}` }, { throttle: perAccount, key: account });
    }
    for (const { throttle, key } of taken) throttle.take(key);
    const result = await attempt();
    for (const { throttle, key } of taken) throttle.giveBack(key);
    return result;
  };
}

/** A subscriber of IPv6 commands a whole /64; it counts as one address. */
export function networkOf(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
