import { createServer } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { passwordDatabase } from '../../../../test/harness/cluster.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTcpProxy } from '../../../../test/harness/tcp-proxy.ts';
import { freePort } from './embedded/cluster.ts';
import { waitForDatabase } from './wait-for-database.ts';

function urlWith(change: (url: URL) => void): string {
  const url = new URL(inject('clusterUrl'));
  change(url);
  return url.href;
}

const heard = () => {
  const said: string[] = [];
  return { said, progress: (sentence: string) => void said.push(sentence) };
};

test('A database that comes later is waited for, with one line now and then', async () => {
  const port = await freePort();
  const { said, progress } = heard();
  const url = urlWith((late) => {
    late.hostname = '127.0.0.1';
    late.port = String(port);
  });
  const waiting = waitForDatabase(url, { limitMs: 30_000, pauseMs: 20, sayEveryMs: 100, progress });
  await eventually(() => said.length >= 2);
  expect(said[0]).toMatch(/^EVENKEEL_DATABASE_URL: nothing listens at \S+\. Waiting for it, for at most \d+ s more\.$/);
  const proxy = await startTcpProxy(Number(new URL(inject('clusterUrl')).port), port);
  onTestFinished(() => proxy.stop());
  await waiting;
});

test('A database that never answers is given up in one sentence', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const { said, progress } = heard();
  const waiting = waitForDatabase(`postgres://a:b@127.0.0.1:${port}/x`, { limitMs: 1_000, pauseMs: 10, progress });
  await expect(waiting).rejects.toThrow(`EVENKEEL_DATABASE_URL: 127.0.0.1:${port} does not answer; gave up after 1 s.`);
  expect(said.length).toBeLessThanOrEqual(1);
});

test('A PostgreSQL that is still starting is waited for', async () => {
  const text = 'SFATAL\0C57P03\0Mthe database system is starting up\0\0';
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 4);
  const starting = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(text)])));
  });
  await new Promise<void>((ready) => starting.listen(0, '127.0.0.1', ready));
  const { port } = starting.address() as { port: number };
  const { said, progress } = heard();
  const url = urlWith((late) => {
    late.hostname = '127.0.0.1';
    late.port = String(port);
  });
  const waiting = waitForDatabase(url, { limitMs: 30_000, pauseMs: 20, progress });
  await eventually(() => said.length === 1);
  expect(said[0]).toContain('takes no connections now: the database system is starting up');
  await new Promise((closed) => starting.close(closed));
  const up = await startTcpProxy(Number(new URL(inject('clusterUrl')).port), port);
  onTestFinished(() => up.stop());
  await waiting;
});

test('A wrong password and a database that does not exist are told at once', async () => {
  const { said, progress } = heard();
  const wait = (url: string) => waitForDatabase(url, { limitMs: 60_000, progress });
  const wrongPassword = urlWith((url) => {
    url.password = 'wrong';
    url.pathname = `/${passwordDatabase}`;
  });
  await expect(wait(wrongPassword)).rejects.toMatchObject({ code: '28P01' });
  const missing = urlWith((url) => {
    url.pathname = '/is-not-there';
  });
  await expect(wait(missing)).rejects.toMatchObject({ code: '3D000' });
  expect(said).toEqual([]);
});
