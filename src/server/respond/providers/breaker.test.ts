import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';

test('after three faults in a row a provider is left alone for a while, then asked again', () => {
  let nowMs = 0;
  const breaker = createBreaker(() => nowMs);
  for (let fault = 0; fault < 2; fault += 1) breaker.report(7, true);
  expect(breaker.isClosed(7)).toBe(true);
  breaker.report(7, true);
  expect([breaker.isClosed(7), breaker.isClosed(8)]).toEqual([false, true]);
  nowMs = 29_999;
  expect(breaker.isClosed(7)).toBe(false);
  nowMs = 30_000;
  expect(breaker.isClosed(7)).toBe(true);
  breaker.report(7, true);
  expect(breaker.isClosed(7)).toBe(false);
});

test('one success, or a fault that says nothing about the provider, begins the count again', () => {
  const breaker = createBreaker(() => 0);
  for (const isFault of [true, true, false, true, true]) breaker.report(7, isFault);
  expect(breaker.isClosed(7)).toBe(true);
});
