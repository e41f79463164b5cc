import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * The network a request comes from: the address of IPv4, the /64 of IPv6, however it is written. Of the addresses in
 * X-Forwarded-For only those are believed that our own proxies have added.
 */
export function callerNetwork(request: IncomingMessage, trustedProxies: number): string {
  return networkOfAddress(callerAddress(request, trustedProxies));
}

function callerAddress({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const forwarded = headers['x-forwarded-for'];
  if (trustedProxies === 0 || typeof forwarded !== 'string') return socket.remoteAddress ?? '';
  const hops = forwarded.split(',');
  return hops[Math.max(0, hops.length - trustedProxies)]!.trim();
}

/** `192.0.2.7`, or `2001:db8:0:1::/64`; an address of IPv4 written as IPv6 is what it stands for. */
export function networkOfAddress(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}
