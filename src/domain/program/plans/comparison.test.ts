import { describe, expect, it } from 'vitest';
import { median } from '../../measure/percentiles.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { Figure } from '../figures.ts';
import { comparedPeriods, compareFairly } from './comparison.ts';

const restore = (values: number[]): Figure => ({
  ...{ key: 'median-restore-seconds', name: 'Median time to restore', unit: 'seconds', better: 'lower' },
  ...{ value: median(values), n: values.length, values },
});
const share = (count: number, n: number): Figure => ({
  ...{ key: 'postmortem-on-time-share', name: 'Required postmortems on time', unit: 'share', better: 'higher' },
  ...{ value: n === 0 ? null : count / n, n, values: [] },
});
const around = (middle: number, n: number) => Array.from({ length: n }, (_, place) => middle + (place - n / 2) * 10);
const compare = (before: Figure, after: Figure, others: [Figure, Figure] | null = null) =>
  compareFairly({ before: [before], after: [after] }, others && { before: [others[0]], after: [others[1]] })[0]!;

describe('before and after a plan', () => {
  it('claims nothing below ten cases, on whichever side they are missing', () => {
    const [few, many] = [restore(around(600, 9)), restore(around(3_600, 30))];
    expect(compare(many, few).team).toMatchObject({
      verdict: 'cannot-tell',
      explanation: expect.stringContaining('Cannot tell: 9 incidents are too few (each side needs 10).'),
    });
    expect(compare(few, many).team.verdict).toBe('cannot-tell');
    expect(compare(many, restore(around(600, 30)), [few, many]).difference).toBeNull();
    expect(compare(share(9, 9), share(0, 30)).team.verdict).toBe('cannot-tell');
  });

  it('finds no credit for the team where everybody else became faster as well', () => {
    const [slow, fast] = [restore(around(3_600, 30)), restore(around(1_800, 30))];
    const seasonal = compare(slow, fast, [slow, fast]);
    expect(seasonal.team.verdict).toBe('better');
    expect(seasonal.others!.verdict).toBe('better');
    expect(seasonal.difference).toMatchObject({ value: 0, verdict: 'cannot-tell' });
    expect(compare(slow, fast, [slow, slow]).difference).toMatchObject({ value: -1_800, verdict: 'better' });
    expect(compare(slow, slow, [slow, fast]).difference).toMatchObject({ value: 1_800, verdict: 'worse' });
  });

  it('knows for each measure which way is better', () => {
    const [low, high] = [share(6, 40), share(36, 40)];
    expect(compare(low, high, [low, low])).toMatchObject({
      team: { verdict: 'better' },
      difference: { verdict: 'better' },
    });
    expect(compare(low, high).others).toBeNull();
  });

  it('says better or worse of four samples of one distribution in at most one of twenty organisations', () => {
    let claims = 0;
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = seededRandom(seed);
      const sample = () => restore(Array.from({ length: 12 }, () => Math.exp(7 + 1.2 * normal(random))));
      const { difference } = compare(sample(), sample(), [sample(), sample()]);
      if (difference!.verdict !== 'cannot-tell') claims += 1;
    }
    expect(claims).toBeLessThanOrEqual(50);
  });

  it('compares as long before the end of the baseline as after it, at most ninety days', () => {
    const day = 86_400_000;
    const end = Date.parse('2026-02-01T00:00:00Z');
    expect(comparedPeriods(end, end + day / 2)).toBeNull();
    expect(comparedPeriods(end, end + 30.5 * day)).toEqual({
      days: 30,
      before: { from: end - 30 * day, to: end },
      after: { from: end, to: end + 30 * day },
    });
    expect(comparedPeriods(end, end + 300 * day)?.days).toBe(90);
  });
});

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
