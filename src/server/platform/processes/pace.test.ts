import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('a process that ends is started again at once, and ever later while it keeps ending soon', () => {
  const pace = createPace();
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => pace.pauseAfter(200))).toEqual([
    0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
  expect(pace.pauseAfter(3_600_000)).toBe(0);
  expect(pace.pauseAfter(200)).toBe(0);
  expect(pace.pauseAfter(200)).toBe(500);
});

test('whatever happens, no pause is longer than ten seconds, and whoever lived long waits for nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60_000)), (lives) => {
      const pace = createPace();
      for (const livedMs of lives) {
        const pauseMs = pace.pauseAfter(livedMs);
        expect(pauseMs).toBeLessThanOrEqual(10_000);
        if (livedMs >= 10_000) expect(pauseMs).toBe(0);
      }
    }),
  );
});
