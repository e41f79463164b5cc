import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { problem } from '../../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { networkOf } from './network.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';

const from = (ip: string) => ({ ip }) as FastifyRequest;
const fail = () => Promise.reject(problem('sign_in_failed'));

/** A throttle over an empty database that waits for nothing and keeps how long it would have waited. */
async function freshThrottle(given?: Database) {
  const db = given ?? (await createTestDatabase()).db;
  const delays: number[] = [];
  const pause = async (milliseconds: number) => {
    delays.push(milliseconds);
  };
  return { db, delays, throttle: createSignInThrottle({ db, pause }) };
}
type Throttle = Awaited<ReturnType<typeof freshThrottle>>['throttle'];

async function failures(throttle: Throttle, ip: string, account: string | null, most = 60, device?: string) {
  for (let count = 0; count < most; count += 1) {
    const error = await throttle(from(ip), account, fail, device ?? null).catch((reason) => reason);
    if (error.code === 'too_many_requests') return count;
  }
  return most;
}

test('one account from one place has ten tries, and is then still free from another place', async () => {
  const { throttle } = await freshThrottle();
  expect(await failures(throttle, '192.0.2.1', 'ada')).toBe(10);
  expect(await failures(throttle, '192.0.2.2', 'ada')).toBe(10);
});

test('strangers from a hundred networks cannot lock the owner out, at a new browser or a known one', async () => {
  const { throttle, delays } = await freshThrottle();
  for (let network = 1; network <= 15; network += 1) await failures(throttle, `2001:db8:${network}::1`, 'ada');
  expect(await throttle(from('198.51.100.7'), 'ada', async () => 'in')).toBe('in');
  expect(delays.at(-1)).toBeGreaterThan(0);
  const before = delays.length;
  expect(await throttle(from('198.51.100.7'), 'ada', async () => 'in', 'known')).toBe('in');
  expect(delays).toHaveLength(before);
});

test('a browser that is known is not held up by what its own network does, and has a limit of its own', async () => {
  const { throttle } = await freshThrottle();
  expect(await failures(throttle, '192.0.2.1', 'ada')).toBe(10);
  expect(await throttle(from('192.0.2.1'), 'ada', async () => 'in', 'known')).toBe('in');
  expect(await failures(throttle, '192.0.2.1', 'ada', 60, 'stolen')).toBe(20);
});

test('many failures of one network delay those behind it and lock nobody out', async () => {
  const { throttle, delays } = await freshThrottle();
  expect(await failures(throttle, '192.0.2.1', null, 60)).toBe(60);
  expect(await throttle(from('192.0.2.1'), 'view', async () => 'in')).toBe('in');
  expect(delays.at(-1)).toBeLessThanOrEqual(5_000);
});

test('all nodes count together, and a new process forgets nothing', async () => {
  const { db, throttle } = await freshThrottle();
  await failures(throttle, '192.0.2.1', 'ada', 6);
  expect(await failures((await freshThrottle(db)).throttle, '192.0.2.1', 'ada')).toBe(4);
});

test('what succeeds and what was no guess does not count', async () => {
  const { throttle } = await freshThrottle();
  for (let count = 0; count < 15; count += 1) await throttle(from('192.0.2.1'), 'ada', async () => 'in');
  for (let count = 0; count < 15; count += 1)
    await throttle(from('192.0.2.1'), 'ada', () => Promise.reject(problem('unavailable'))).catch(() => {});
  // As PostgreSQL and the network say that they are away.
  for (const code of ['57P01', '08006', 'ECONNREFUSED', 'ETIMEDOUT'])
    for (let count = 0; count < 4; count += 1)
      await throttle(from('192.0.2.1'), 'ada', () => Promise.reject(Object.assign(new Error(), { code }))).catch(
        () => {},
      );
  expect(await failures(throttle, '192.0.2.1', 'ada')).toBe(10);
});

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0002', true],
  ['2001:db8::1', '2001:DB8:0:0:1::', true],
  ['2001:db8:0:1::1', '2001:db8::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['::ffff:c000:201', '192.0.2.1', true],
  ['fe80::1%eth0', 'fe80::2', true],
  ['192.0.2.1', '192.0.2.2', false],
])('%s and %s are one network: %s', (one, other, isSame) => {
  expect(networkOf(one) === networkOf(other)).toBe(isSame);
});

test('a /48 is one wide network, and text that is no address is one network of its own', () => {
  expect(networkOf('2001:db8:1:2::1', true)).toBe(networkOf('2001:db8:1:ffff::1', true));
  expect(networkOf('2001:db8:1::1', true)).not.toBe(networkOf('2001:db8:2::1', true));
  expect(networkOf('nonsense')).toBe(networkOf('other nonsense'));
});
