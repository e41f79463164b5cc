import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { createSignInThrottle } from './sign-in-throttle.ts';

const from = (ip: string) => ({ ip }) as FastifyRequest;
const fail = () => Promise.reject(new Error('wrong'));

async function failures(throttle: ReturnType<typeof createSignInThrottle>, ip: string, account: string | null) {
  for (let count = 0; count < 200; count += 1) {
    const error = await throttle(from(ip), account, fail).catch((reason) => reason);
    if (error.code === 'too_many_requests') return count;
  }
  return 200;
}

test('one account from one place has ten tries, and is then still free from another place', async () => {
  const throttle = createSignInThrottle();
  expect(await failures(throttle, '192.0.2.1', 'ada')).toBe(10);
  expect(await failures(throttle, '192.0.2.2', 'ada')).toBe(10);
});

test('all addresses of one IPv6 network are one place', async () => {
  const throttle = createSignInThrottle();
  await failures(throttle, '2001:db8:1:2::1', 'ada');
  expect(await failures(throttle, '2001:db8:1:2:ffff::9', 'ada')).toBe(0);
  expect(await failures(throttle, '2001:db8:1:3::1', 'ada')).toBe(10);
});

test('attempts of nobody in particular fill only the place they come from', async () => {
  const throttle = createSignInThrottle();
  for (let place = 1; place <= 5; place += 1) expect(await failures(throttle, `192.0.2.${place}`, null)).toBe(50);
  expect(await throttle(from('192.0.2.9'), null, async () => 'in')).toBe('in');
});

test('what succeeds does not count', async () => {
  const throttle = createSignInThrottle();
  for (let count = 0; count < 60; count += 1) await throttle(from('192.0.2.1'), 'ada', async () => 'in');
  expect(await failures(throttle, '192.0.2.1', 'ada')).toBe(10);
});
