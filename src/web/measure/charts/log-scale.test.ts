import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logScale } from './log-scale.ts';

test('equal factors are equal distances', () => {
  const { place } = logScale([60, 3_600], 0, 100);
  expect(place(600) - place(60)).toBeCloseTo(place(6_000) - place(600));
});

test('every value stands inside the axis, and ticks keep their distance', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 31_000_000, noNaN: true }), { maxLength: 30 }), (values) => {
      const { place, ticks } = logScale(values, 80, 500);
      for (const value of values) {
        expect(place(value)).toBeGreaterThanOrEqual(80 - 1e-6);
        expect(place(value)).toBeLessThanOrEqual(500 + 1e-6);
      }
      ticks.slice(1).forEach((tick, index) => {
        expect(place(tick.seconds) - place(ticks[index]!.seconds)).toBeGreaterThanOrEqual(52);
      });
    }),
  );
});
