import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllowList } from './address-policy.ts';
import { guardedConnector } from './connector.ts';

test('a connection that was made while the process stood still for too long is not used', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const connect = guardedConnector(parseAllowList(['127.0.0.1']), 50);
  const port = String((server.address() as AddressInfo).port);
  const connected = (standStillMs: number) =>
    new Promise<string>((resolve) => {
      connect({ hostname: '127.0.0.1', protocol: 'http:', port }, (error, socket) => {
        socket?.destroy();
        resolve((error as { code?: string } | null)?.code ?? 'connected');
      });
      const startedAt = performance.now();
      while (performance.now() - startedAt < standStillMs);
    });
  expect(await connected(0)).toBe('connected');
  expect(await connected(100)).toBe('timeout');
});
