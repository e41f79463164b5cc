import { expect, onTestFinished, test, vi } from 'vitest';
import { startDeadline } from './deadline.ts';

/** Timers and the monotonic clock in one hand: time that passes, and time in which nothing ran. */
function clock() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let stoodStill = 0;
  const real = performance.now.bind(performance);
  const reading = vi.spyOn(performance, 'now').mockImplementation(() => real() + stoodStill);
  onTestFinished(() => {
    reading.mockRestore();
    vi.useRealTimers();
  });
  return { pass: (ms: number) => vi.advanceTimersByTime(ms), standStill: (ms: number) => (stoodStill += ms) };
}

test('a deadline expires when its time has passed, and not when it was ended before', () => {
  const { pass } = clock();
  const expired = vi.fn();
  startDeadline(15_000, expired);
  const end = startDeadline(15_000, () => expired('ended'));
  pass(14_999);
  expect(expired).not.toHaveBeenCalled();
  end();
  pass(1);
  expect(expired.mock.calls).toEqual([[]]);
});

test.each([
  ['long before it', 2_000, 12_000],
  ['just before it', 14_500, 60_000],
  ['so that it would end a moment after it', 1_500, 13_600],
])('time in which everything stood still is not waited for, %s', (_when, before, still) => {
  const { pass, standStill } = clock();
  const expired = vi.fn();
  startDeadline(15_000, expired);
  pass(before);
  standStill(still);
  pass(900);
  expect(expired).not.toHaveBeenCalled();
  pass(15_000 - before + 1_000);
  expect(expired).toHaveBeenCalledTimes(1);
});
