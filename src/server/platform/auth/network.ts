import ipaddr from 'ipaddr.js';

/**
 * The network an address counts for. A subscriber of IPv6 commands a /64 and often a /48, so `wide` counts by the
 * latter; an IPv4 address written as IPv6 is the IPv4 address. What is no address counts as one network of its own.
 */
export function networkOf(address: string, wide = false): string {
  if (!ipaddr.isValid(address.replace(/%.*/, ''))) return 'unknown';
  const parsed = ipaddr.process(address.replace(/%.*/, ''));
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bits = wide ? 48 : 64;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${bits}`).toString()}/${bits}`;
}
