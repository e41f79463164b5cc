import { expect, test } from 'vitest';
import { createThrottle } from './throttle.ts';

test('a key has its attempts per window, what is given back does not count, and other keys are not touched', () => {
  const throttle = createThrottle(2, 60);
  throttle.take('a');
  throttle.take('a');
  expect(() => throttle.take('a')).toThrow(expect.objectContaining({ code: 'too_many_requests' }));
  throttle.take('b');
  throttle.giveBack('a');
  throttle.take('a');
  expect(() => throttle.take('a')).toThrow();
});

test('a window that is over counts from the start', () => {
  const throttle = createThrottle(1, 0);
  throttle.take('a');
  throttle.take('a');
});
