import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trendTicks } from './trend-ticks.ts';

it('begins at 0, holds the largest value and has at most five lines above 0', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.constantFrom('seconds' as const, 'count' as const),
      (largest, unit) => {
        const ticks = trendTicks(largest, unit);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)! * 1.000001).toBeGreaterThanOrEqual(largest);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.length).toBeGreaterThan(1);
      },
    ),
  );
});

it('of shares are quarters', () => {
  expect(trendTicks(0.1, 'share')).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
