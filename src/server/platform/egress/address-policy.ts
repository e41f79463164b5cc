/**
 * Which addresses may be reached when a URL comes from a person or a payload. Everything that is not plainly public
 * is refused: otherwise a webhook URL turns this server into a door to the cloud's metadata, the database or the
 * neighbours on the private network (server-side request forgery). The operator can open named exceptions.
 */
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The operator's exceptions: networks, and host names that may resolve to anything. */
export type AllowList = {
  networks: Range[];
  hosts: Set<string>;
  /** `*.corp.example` is kept as `.corp.example`. */
  hostSuffixes: string[];
};

/** Public by number, private by nature: Azure's host agent, which hands out credentials. */
const deniedPublicAddresses = new Set(['168.63.129.16']);

/** The part of IPv6 that is handed out to the internet (IANA); all else is special, reserved or a tunnel. */
const globalUnicast: Range = [ipaddr.IPv6.parse('2000::'), 3];

/** A name whose last part starts with a letter, so that a mistyped address is not taken for one. */
const hostName = /^([a-z0-9_-]+\.)*[a-z][a-z0-9_-]*$/;

/**
 * Reads entries like `10.1.0.0/16`, `192.168.7.9`, `hooks.corp.example` and `*.corp.example`.
 * @throws Error naming the entry that is not understood: a typing mistake must not open or close a door silently.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const list: AllowList = { networks: [], hosts: new Set(), hostSuffixes: [] };
  for (const entry of entries.map((text) => text.trim().toLowerCase())) {
    if (entry === '') continue;
    if (ipaddr.isValidCIDR(entry)) list.networks.push(ipaddr.parseCIDR(entry));
    else if (isAddressLiteral(entry)) list.networks.push([ipaddr.parse(entry), entry.includes(':') ? 128 : 32]);
    else if (/^\*(\.[a-z0-9_-]+)+$/.test(entry)) list.hostSuffixes.push(entry.slice(1));
    else if (hostName.test(entry)) list.hosts.add(entry);
    else throw new Error(`"${entry}" in the egress allow list is neither a network, an address nor a host name`);
  }
  return list;
}

export function isAllowedHost(host: string, allow: AllowList): boolean {
  return allow.hosts.has(host) || allow.hostSuffixes.some((suffix) => host.endsWith(suffix));
}

/** An address in its one plain form: `1.2.3.4` with four decimal parts, or IPv6 without brackets. */
export function isAddressLiteral(host: string): boolean {
  return host.includes(':') ? ipaddr.IPv6.isValid(host) : ipaddr.IPv4.isValidFourPartDecimal(host);
}

/** Whether this address may be connected to. What cannot be read as an address may not. */
export function isAllowedAddress(address: string, allow: AllowList): boolean {
  if (!isAddressLiteral(address)) return false;
  const parsed = ipaddr.parse(address);
  if (allow.networks.some((range) => isInside(parsed, range))) return true;
  if (parsed.range() !== 'unicast' || deniedPublicAddresses.has(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || isInside(parsed, globalUnicast);
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match([network, bits] as [ipaddr.IPv6, number]);
}
