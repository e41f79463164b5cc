import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { openDatabase } from './database.ts';

/** Passes bytes on to PostgreSQL until it is told to swallow them, on open and on new connections, without closing any. */
async function deafProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const { port, hostname } = target;
  const sockets = new Set<Socket>();
  let isDeaf = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => isDeaf || to.destroy());
      from.on('data', (chunk) => isDeaf || to.write(chunk));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  target.hostname = '127.0.0.1';
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    setDeaf(deaf: boolean) {
      isDeaf = deaf;
    },
  };
}

test('a server that is cut off without a word is noticed within ten seconds, and the next one is used at once', async () => {
  const { databaseUrl } = await createTestDatabase();
  const proxy = await deafProxy(databaseUrl);
  const db = openDatabase({ url: proxy.url, max: 2, applicationName: 'cut off', onError: () => {} });
  onTestFinished(() => db.end());
  await Promise.all([db.query('select pg_sleep(0.1)'), db.query('select pg_sleep(0.1)')]);
  proxy.setDeaf(true);
  const startedAt = performance.now();
  const failed = await Promise.allSettled([db.query('select 1'), db.query('select 1')]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  proxy.setDeaf(false);
  const backAt = performance.now();
  expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect(performance.now() - backAt).toBeLessThan(5_000);
});

test('a statement that takes its time is left alone', async () => {
  const { databaseUrl } = await createTestDatabase();
  const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'slow', onError: () => {} });
  onTestFinished(() => db.end());
  await expect(db.query('select pg_sleep(6)')).resolves.toBeTruthy();
});
