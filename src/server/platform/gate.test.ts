import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('few run at once, and a network that asks for one does not wait behind all of a flooding one', async () => {
  const pass = createGate(2, 100, 'Busy.');
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const work = (lane: string) => () =>
    new Promise<void>((resolve) => {
      running += 1;
      most = Math.max(most, running);
      order.push(lane);
      setImmediate(() => {
        running -= 1;
        resolve();
      });
    });
  const flood = Array.from({ length: 40 }, () => pass('flood', work('flood')));
  await Promise.all([...flood, pass('one', work('one'))]);
  expect(most).toBe(2);
  expect(order.indexOf('one')).toBeLessThan(6);
});

test('a queue that is full refuses, and half of it stays for other networks', async () => {
  const pass = createGate(1, 10, 'Busy.');
  let open = () => {};
  const held = pass('flood', () => new Promise<void>((resolve) => (open = resolve)));
  const flood = Array.from({ length: 8 }, () => pass('flood', async () => {}).catch((error) => error.code));
  const other = pass('other', async () => 'in');
  // The work begins a moment after its place is free.
  await new Promise(setImmediate);
  open();
  await held;
  expect(await other).toBe('in');
  expect((await Promise.all(flood)).filter((code) => code === 'too_many_requests')).toHaveLength(3);
});
