import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { callerNetwork, networkOfAddress } from './caller-network.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:ffff::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0000:0000:0000:0000:0000:0009', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['nonsense', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(networkOfAddress(address)).toBe(network);
});

test('only as many forwarded addresses are believed as there are proxies of ours', () => {
  const request = (forwarded?: string) =>
    ({
      socket: { remoteAddress: '10.0.0.1' },
      headers: { 'x-forwarded-for': forwarded },
    }) as unknown as IncomingMessage;
  expect(callerNetwork(request('203.0.113.1, 198.51.100.2'), 0)).toBe('10.0.0.1');
  expect(callerNetwork(request('203.0.113.1, 198.51.100.2'), 1)).toBe('198.51.100.2');
  expect(callerNetwork(request('203.0.113.1, 198.51.100.2'), 2)).toBe('203.0.113.1');
  expect(callerNetwork(request('203.0.113.1'), 3)).toBe('203.0.113.1');
  expect(callerNetwork(request(), 1)).toBe('10.0.0.1');
});
