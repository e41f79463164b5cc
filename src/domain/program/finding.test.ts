import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMedians } from '../measure/uncertainty.ts';
import { type Compared, findingOf, type Side } from './finding.ts';

const near = (centre: number, count: number) => Array.from({ length: count }, (_, index) => centre + (index % 5) - 2);
const side = (values: number[]): Side => ({
  value: values.length === 0 ? null : [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!,
  n: values.length,
  values,
});
const share = (value: number | null, n: number): Side => ({ value, n, values: [] });
const restore: Omit<Compared, 'before' | 'now'> = {
  ...{ key: 'median-restore-seconds', name: 'Time to restore SEV1', unit: 'seconds', better: 'lower' },
};
const completed: Omit<Compared, 'before' | 'now'> = {
  ...{ key: 'postmortem-completed-share', name: 'Required postmortems completed', unit: 'share', better: 'higher' },
};
const sentence = (compared: Compared) => findingOf(compared).sentence;

describe('the finding of a measure', () => {
  it('says from what to what it changed, and of how many, where the data carries it', () => {
    expect(findingOf({ ...restore, before: side(near(5_520, 14)), now: side(near(3_060, 12)) })).toEqual({
      verdict: 'better',
      sentence: 'Time to restore SEV1 fell from 1 h 32 min to 51 min (n 14 and 12)',
    });
    expect(findingOf({ ...restore, before: side(near(3_060, 12)), now: side(near(5_520, 14)) })).toEqual({
      verdict: 'worse',
      sentence: 'Time to restore SEV1 rose from 51 min to 1 h 32 min (n 12 and 14)',
    });
    expect(findingOf({ ...completed, before: share(0.25, 40), now: share(0.75, 40) })).toEqual({
      verdict: 'better',
      sentence: 'Required postmortems completed rose from 25% to 75% (n 40 and 40)',
    });
  });

  it('cannot tell below ten cases on either side, and says which side', () => {
    expect(findingOf({ ...restore, before: side(near(9_000, 12)), now: side(near(60, 4)) })).toEqual({
      verdict: 'cannot-tell',
      sentence: 'Cannot tell yet: 4 incidents this quarter',
    });
    expect(sentence({ ...restore, before: side(near(9_000, 12)), now: side([60]) })).toBe(
      'Cannot tell yet: 1 incident this quarter',
    );
    expect(sentence({ ...completed, before: share(0.5, 3), now: share(1, 12) })).toBe(
      'Cannot tell: only 3 required postmortems in the baseline, 12 this quarter',
    );
  });

  it('says that a difference is no more than chance', () => {
    expect(sentence({ ...restore, before: side(near(3_600, 12)), now: side(near(3_601, 12)) })).toBe(
      'No change beyond chance: 1 h before, 1 h this quarter (n 12 and 12)',
    );
  });

  it('says that there is nothing to measure, or nothing to compare with', () => {
    expect(findingOf({ ...restore, before: side(near(60, 12)), now: side([]) })).toEqual({
      verdict: 'cannot-tell',
      sentence: 'Nothing to measure this quarter',
    });
    expect(findingOf({ ...restore, before: null, now: side(near(60, 12)) })).toEqual({
      verdict: 'no-baseline',
      sentence: 'No baseline to compare with: 1 min this quarter (n 12)',
    });
  });

  it('claims nothing against a baseline whose incidents were changed after it was frozen', () => {
    const compared = { ...restore, before: side(near(5_520, 14)), now: side(near(60, 12)), isBeforeLost: true };
    expect(findingOf(compared).verdict).toBe('cannot-tell');
  });

  it('claims no trend from a count, and takes a level for what it is', () => {
    const count = {
      key: 'incidents-per-sprint',
      name: 'Incidents per sprint',
      unit: 'count',
      better: 'lower',
    } as const;
    expect(findingOf({ ...count, before: share(30, 30), now: share(1.25, 10) })).toEqual({
      verdict: 'cannot-tell',
      sentence: 'Incidents per sprint: 30 before, 1.3 this quarter; no trend is claimed',
    });
    const level = { key: 'maturity-level', name: 'Overall maturity', unit: 'level', better: 'higher' } as const;
    expect(findingOf({ ...level, before: share(2, 1), now: share(4, 1) })).toEqual({
      verdict: 'better',
      sentence: 'Overall maturity rose from level 2 to level 4',
    });
    expect(sentence({ ...level, before: share(4, 1), now: share(4, 1) })).toBe('Overall maturity is still at level 4');
  });

  it('never claims more than the comparison of the medians does', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 25 });
    fc.assert(
      fc.property(durations, durations, (earlier, later) => {
        const found = findingOf({ ...restore, before: side(earlier), now: side(later) });
        const { verdict } = compareMedians(earlier, later);
        const claims = found.verdict === 'better' || found.verdict === 'worse';
        expect(claims).toBe(verdict !== 'cannot-tell');
        if (claims) expect(found.sentence).toContain(`(n ${earlier.length} and ${later.length})`);
        else expect(found.sentence).not.toMatch(/ (fell|rose) /);
      }),
    );
  });
});
