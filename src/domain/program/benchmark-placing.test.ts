import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, type OwnStanding, placeOf } from './benchmark-placing.ts';
import { defaultBenchmarks } from './reference-values.ts';

const nothing: OwnStanding = { maturity: null, returned: null };
const assessed = (level: number): OwnStanding => ({
  ...nothing,
  maturity: { level, name: 'Defined', on: '2026-11-01' },
});
const returned = (low: number, high: number): OwnStanding => ({
  ...nothing,
  returned: { low, high, review: 'Q3 2026' },
});
const of = (key: string) => defaultBenchmarks.find((benchmark) => benchmark.key === key)!;

describe('the place in a benchmark', () => {
  it('is read from bands of numbers, and from words of the ladder', () => {
    expect(bandOf('Level 1–2')).toEqual({ from: 1, to: 2 });
    expect(bandOf('> 5×')).toEqual({ from: 5, to: Number.POSITIVE_INFINITY });
    expect(bandOf('Standardised')).toEqual({ from: 3, to: 3 });
    expect(bandOf('Proactive')).toBeNull();
    expect(bandOf('1, 2 or 3')).toBeNull();
  });

  it('is that of the level for maturity and adoption', () => {
    const ranks = (key: string) => [1, 2, 3, 4, 5, 6, 7].map((level) => placeOf(of(key), assessed(level)).rank);
    expect(ranks('finance')).toEqual(['Low', 'Low', 'Median', ...Array(4).fill('Elite')]);
    expect(ranks('technology')).toEqual([
      ...['Low', 'Between low and median', 'Median', 'Between median and elite'],
      ...['Elite', 'Elite', 'Elite'],
    ]);
    expect(placeOf(of('finance'), assessed(3)).because).toBe('Level 3 Defined, assessed on 2026-11-01');
  });

  it('is a range for a return, which is one', () => {
    expect(placeOf(of('e-commerce'), returned(0.4, 0.9)).rank).toBe('Low');
    expect(placeOf(of('e-commerce'), returned(0.4, 2.5))).toEqual({
      rank: 'Low to median',
      because: '0.4× to 2.5× by the review of Q3 2026',
    });
    expect(placeOf(of('e-commerce'), returned(1, 5)).rank).toBe('Between low and median to between median and elite');
  });

  it('is not claimed where nothing here answers it', () => {
    expect(placeOf(of('healthcare'), assessed(5))).toEqual({
      rank: null,
      because: 'Nothing here is measured as compliance.',
    });
    expect(placeOf(of('finance'), nothing).because).toBe('No assessment is completed yet.');
    expect(placeOf(of('e-commerce'), nothing).rank).toBeNull();
    expect(placeOf({ measure: 'Maturity', low: 'Level 5', median: '3', elite: '1' }, assessed(3)).rank).toBeNull();
  });

  it('never falls when what is placed rises, whatever the bands are', () => {
    const order = ['Low', 'Between low and median', 'Median', 'Between median and elite', 'Elite'];
    const ends = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(ends, fc.nat(50), fc.nat(50), (all, one, other) => {
        const [a, b, c, d, e, f] = [...all].sort((left, right) => left - right);
        const bands = { measure: 'Maturity', low: `${a}–${b}`, median: `${c}–${d}`, elite: `${e}–${f}` };
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((level) =>
          order.indexOf(placeOf(bands, assessed(level)).rank!),
        );
        expect(less).toBeLessThanOrEqual(more!);
      }),
    );
  });
});
