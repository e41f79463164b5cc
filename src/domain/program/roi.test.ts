import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../measure/durations.ts';
import { type CostAssumptions, minutesSaved, returnOf } from './roi.ts';

const range = (low: number, expected: number, high: number) => ({ low, expected, high });
const same = (value: number) => range(value, value, value);
const assumptions: CostAssumptions = {
  currency: 'EUR',
  downtimePerHour: { 1: range(5000, 8000, 12000), 2: range(1000, 2000, 4000), 3: same(100), 4: same(0), 5: same(0) },
  responderHour: range(60, 80, 100),
  responders: { 1: range(4, 6, 8), 2: range(2, 3, 5), 3: same(1), 4: same(1), 5: same(0) },
};
const programCost = { hours: range(80, 100, 120), hourCost: same(100), other: range(0, 0, 1000) };

describe('money', () => {
  it('minutes saved come from the medians, with the intervals as bounds', () => {
    const before = { ...figuresOf([]), n: 12, median: 7200, medianInterval: { low: 6000, high: 9000 } };
    const after = { ...figuresOf([]), n: 10, median: 3600, medianInterval: { low: 3000, high: 4800 } };
    expect(minutesSaved(before, after)).toEqual(range(200, 600, 1000));
    expect(minutesSaved(after, before)?.expected).toBe(-720);
    expect(minutesSaved(before, figuresOf([]))).toBeNull();
  });

  it('the return is a range with its assumptions', () => {
    const answer = returnOf({
      bySeverity: [
        { severity: 1, minutesSaved: null, isShown: false },
        { severity: 2, minutesSaved: range(200, 600, 1000), isShown: true },
      ],
      assumptions,
      programCost,
    });
    // low: 200 min × (1000 + 2×60) per hour; expected: 10 h × (2000 + 240); high: 1000 min × (4000 + 500)
    expect(answer.saved?.low).toBeCloseTo((200 / 60) * 1120);
    expect(answer.saved?.expected).toBeCloseTo(22_400);
    expect(answer.saved?.high).toBeCloseTo((1000 / 60) * 4500);
    expect(answer.cost).toEqual(range(8000, 10_000, 13_000));
    expect(answer.ratio?.expected).toBeCloseTo(2.24);
    expect(answer.ratio?.low).toBeCloseTo(answer.saved!.low / 13_000);
    expect(answer.leftOut).toEqual([1]);
    expect(answer.assumptions.join(' ')).toContain('One hour of SEV2 costs 1,000 to 4,000, expected 2,000 EUR');
  });

  it('there is no ratio when the program cost nothing', () => {
    const free = { hours: same(0), hourCost: same(0), other: same(0) };
    expect(returnOf({ bySeverity: [], assumptions, programCost: free }).ratio).toBeNull();
  });

  it('ranges stay in order, also when time was lost', () => {
    const saved = fc
      .tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(500), fc.nat(500))
      .map(([low, up, more]) => range(low, low + up, low + up + more));
    fc.assert(
      fc.property(saved, (minutes) => {
        const answer = returnOf({
          bySeverity: [{ severity: 2 as const, minutesSaved: minutes, isShown: true }],
          assumptions,
          programCost,
        });
        for (const { low, expected, high } of [answer.saved!, answer.net!, answer.ratio ?? same(0)]) {
          expect(low).toBeLessThanOrEqual(expected + 1e-9);
          expect(expected).toBeLessThanOrEqual(high + 1e-9);
        }
      }),
    );
  });
});
