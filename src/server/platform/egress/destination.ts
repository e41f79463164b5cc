import { readUrl } from '../url.ts';
import { type AllowList, isAddressLiteral, isAllowedAddress, isAllowedHost } from './address-policy.ts';
import { EgressProblem } from './problem.ts';

/** Names that mean this machine or its network wherever they are asked for. */
const localNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Reads a URL and refuses what can be refused without asking DNS: other schemes, user names, addresses written in
 * disguise (octal, hex, decimal, full-width), names of this machine, a trailing dot. Names that pass are checked again
 * by address when the connection is made.
 * @throws EgressProblem `egress_denied`
 */
export function checkDestination(text: string, allow: AllowList): URL {
  const denied = (reason: string) => new EgressProblem('egress_denied', reason);
  if (text.length > 4096) throw denied('the URL is too long');
  // The URL parser drops tabs and line breaks and turns backslashes into slashes; two readers then see two hosts.
  if (/[\s\\]|\p{Cc}/u.test(text)) throw denied('the URL contains white space, control characters or backslashes');
  const url = readUrl(text);
  if (!url) throw denied('this is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw denied('only http and https may be used');
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority === undefined) throw denied('the URL must start with http:// or https://');
  if (url.username || url.password || authority.includes('@')) throw denied('the URL must not contain a user name');

  const host = hostOf(url);
  if (host === '' || host.endsWith('.')) throw denied('the host name is empty or ends with a dot');
  if (isAddressLiteral(host)) {
    const isIpv6 = host.includes(':');
    if (!isIpv6 && authority.replace(/:\d*$/, '') !== host) throw denied('write the address as four decimal numbers');
    if (!isAllowedAddress(host, allow)) throw denied('this address is not public');
    return url;
  }
  if (localNames.test(host) && !isAllowedHost(host, allow)) throw denied('this name belongs to a private network');
  return url;
}

/** The host without port and brackets, lower case. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
