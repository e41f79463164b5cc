import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { sortedNumbers } from './percentiles.ts';
import { neededForMedian, neededForShare, neededText } from './power.ts';
import { compareMedians, compareShares } from './uncertainty.ts';

const random = seededRandom(7);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const durations = (n: number, middle: number) => Array.from({ length: n }, () => middle * Math.exp(0.6 * normal()));
const cases = (n: number, share: number) => ({
  count: Array.from({ length: n }).filter(() => random() < share).length,
  of: n,
});

describe('incidents needed to see a change of a fifth', () => {
  test('with as many, the change is claimed about four times out of five; with a quarter of them seldom', () => {
    const n = neededForMedian(sortedNumbers(durations(5_000, 3_600)))!;
    const claims = (count: number) =>
      Array.from({ length: 200 }).filter(
        () => compareMedians(durations(count, 3_600), durations(count, 2_880)).verdict === 'lower',
      ).length / 200;
    expect(claims(n)).toBeGreaterThan(0.68);
    expect(claims(n)).toBeLessThan(0.92);
    expect(claims(Math.ceil(n / 4))).toBeLessThan(0.4);
  });

  test('the same for shares', () => {
    const n = neededForShare({ count: 500, of: 1_000 })!;
    const claims =
      Array.from({ length: 400 }).filter(() => compareShares(cases(n, 0.5), cases(n, 0.4)).verdict === 'lower').length /
      400;
    expect(claims).toBeGreaterThan(0.7);
    expect(claims).toBeLessThan(0.9);
  });

  test('nothing is said where too little is known', () => {
    expect(neededForMedian(sortedNumbers([60, 120, 180]))).toBeNull();
    expect(neededForMedian(sortedNumbers(Array.from({ length: 20 }, () => 60)))).toBeNull();
    expect([neededForShare({ count: 0, of: 50 }), neededForShare({ count: 3, of: 9 })]).toEqual([null, null]);
    expect(neededText(null)).toBe('');
  });

  test('what cannot be told says how many would be needed, in round numbers', () => {
    expect(compareShares({ count: 8, of: 16 }, { count: 8, of: 17 }).explanation).toBe(
      'Cannot tell: the difference is smaller than the uncertainty. About 680 incidents on each side are needed to see a 20% change.',
    );
    expect(compareMedians(durations(30, 60), durations(5, 60)).explanation).toMatch(
      /^Cannot tell: 5 incidents are too few \(each side needs 10\)\. About [\d,]+ incidents on each side/,
    );
  });
});
