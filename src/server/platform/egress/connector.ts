import { lookup as dnsLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AllowList, isAddressLiteral, isAllowedAddress, isAllowedHost } from './address-policy.ts';
import { EgressProblem, toEgressProblem } from './problem.ts';

/** Resolves a name to all its addresses. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const resolveWithSystem: Resolve = (host) => dnsLookup(host, { all: true, verbatim: true });

/** A lookup that answers only with addresses that may be connected to; one private address among several refuses the name. */
export function guardedLookup(allow: AllowList, resolve: Resolve = resolveWithSystem): LookupFunction {
  return (host, options, callback) => {
    addressesOf(host, allow, resolve).then(
      (addresses) => {
        if (options.all) callback(null, addresses);
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
      },
      (error: unknown) => callback(toEgressProblem(error), ''),
    );
  };
}

/** The addresses of a name that may be reached. @throws EgressProblem or what the resolver throws */
export async function addressesOf(host: string, allow: AllowList, resolve: Resolve = resolveWithSystem) {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new EgressProblem('dns', 'the name has no address');
  const isTrusted = isAllowedHost(host.toLowerCase(), allow);
  if (!isTrusted && !addresses.every(({ address }) => isAllowedAddress(address, allow))) {
    throw new EgressProblem('egress_denied', 'the name resolves to an address that is not public');
  }
  return addresses;
}

/**
 * Opens the sockets of egress. The addresses that are checked are the ones that are connected to, in one step: a name
 * that resolves to a public address when it is checked and to a private one when it is used (DNS rebinding) finds no
 * gap. One private address among several refuses the whole name. Literal addresses never reach a lookup, so they are
 * checked before the connection, and the peer of every socket is compared once more after it.
 */
export function guardedConnector(allow: AllowList, timeoutMs: number, resolve: Resolve = resolveWithSystem) {
  const lookup = guardedLookup(allow, resolve);
  const connect = buildConnector({ lookup, timeout: timeoutMs, autoSelectFamily: true });
  const guarded: buildConnector.connector = (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const isTrusted = isAllowedHost(host, allow);
    if (isAddressLiteral(host) && !isAllowedAddress(host, allow)) {
      callback(new EgressProblem('egress_denied', 'this address is not public'), null);
      return;
    }
    const startedAt = performance.now();
    connect(options, (error, socket) => {
      if (error || !socket) {
        callback(toEgressProblem(error), null);
      } else if (performance.now() - startedAt > timeoutMs) {
        // The process was paused meanwhile: what it was about to say may be out of date, and others have said it.
        socket.destroy();
        callback(new EgressProblem('timeout', `no connection in ${timeoutMs} ms`), null);
      } else if (!isTrusted && socket.remoteAddress && !isAllowedAddress(socket.remoteAddress, allow)) {
        socket.destroy();
        callback(new EgressProblem('egress_denied', 'the connection reached an address that is not public'), null);
      } else {
        callback(null, socket);
      }
    });
  };
  return guarded;
}
