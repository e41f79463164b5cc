import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../severity.ts';
import type { IncidentRow } from './incident-rows.ts';
import { type Measures, measuresOf } from './measures-for-tests.ts';
import { meanOfSorted, median, mergedSorted, percentile, sortedNumbers } from './percentiles.ts';
import { incidentRow } from './rows.fixture.ts';
import { compareMedians, medianIntervalOfSorted } from './uncertainty.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const end = start + 120 * day;
const now = start + 200 * day;
const calendar = { startDate: '2026-01-05', lengthDays: 14, zone: 'America/New_York' };

const severity = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const);
const row = (kind: fc.Arbitrary<IncidentRow['kind']>): fc.Arbitrary<IncidentRow> =>
  fc
    .record({
      incidentId: fc.integer({ min: 1, max: 1e9 }),
      kind,
      severity,
      declared: fc.integer({ min: start, max: end - 1 }),
      before: fc.integer({ min: 0, max: day }),
      after: fc.option(fc.integer({ min: 0, max: 3 * day }), { nil: null }),
      required: fc.boolean(),
      done: fc.option(fc.integer({ min: 0, max: 20 * day }), { nil: null }),
      again: fc.option(fc.integer({ min: 0, max: 100 * day }), { nil: null }),
      falseAlarm: fc.boolean(),
    })
    .map(({ declared, before, after, required, done, again, ...rest }) => {
      const resolvedAt = after === null ? null : declared + after;
      return incidentRow(rest.incidentId, {
        ...rest,
        peakSeverity: rest.severity,
        instants: { impactStartedAt: declared - before, declaredAt: declared, resolvedAt },
        postmortem: {
          required,
          dueAt: resolvedAt === null ? null : resolvedAt + 5 * day,
          completedAt: resolvedAt === null || done === null ? null : resolvedAt + done,
        },
        recurrence:
          again === null ? null : { earlierIncidentId: 1, earlierResolvedAt: declared - again, confirmed: true },
      });
    });
const realRows = fc.uniqueArray(row(fc.constant('real' as const)), {
  maxLength: 25,
  selector: (one) => one.incidentId,
});
const otherRows = fc.array(row(fc.constantFrom('drill' as const, 'test' as const, 'imported' as const)), {
  maxLength: 10,
});

const counts = (measures: Measures) => [
  measures.restore.n,
  ...severities.map((severity) => measures.restore.rows.filter((row) => row.severity === severity).length),
  measures.postmortems.required,
  measures.postmortems.completed,
  measures.postmortems.completedOnTime,
  ...measures.recurrence.flatMap((rate) => [rate.incidents, rate.repeats]),
  measures.sprints.reduce((sum, sprint) => sum + sprint.count, 0),
];
const over = (rows: IncidentRow[], from = start, to = end) => measuresOf(rows, { from, to }, calendar, now);

describe('laws of the measures', () => {
  it('two periods side by side add up to the period they make', () => {
    fc.assert(
      fc.property(realRows, fc.integer({ min: start, max: end }), (rows, border) => {
        const first = counts(over(rows, start, border));
        const second = counts(over(rows, border, end));
        expect(first.map((count, index) => count + (second[index] ?? 0))).toEqual(counts(over(rows)));
      }),
      { numRuns: 60 },
    );
  });

  it('drills, tests and unasked imports never change a number', () => {
    fc.assert(
      fc.property(realRows, otherRows, (rows, others) => {
        expect(over([...others, ...rows])).toEqual(over(rows));
      }),
      { numRuns: 60 },
    );
  });

  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(realRows, fc.integer({ min: 0, max: 24 }), (rows, turn) => {
        const turned = [...rows.slice(turn), ...rows.slice(0, turn)].reverse();
        expect(over(turned)).toEqual(over(rows));
      }),
      { numRuns: 60 },
    );
  });

  it('shares stay between none and all', () => {
    fc.assert(
      fc.property(realRows, (rows) => {
        const { postmortems, recurrence } = over(rows);
        for (const share of [
          postmortems.completedShare,
          postmortems.onTimeShare,
          ...recurrence.map((rate) => rate.rate),
        ]) {
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('percentiles', () => {
  it('interpolate between ranks', () => {
    expect(percentile([10, 20, 30, 40], 0.5)).toBe(25);
    expect(percentile([10, 20, 30, 40, 50], 0.9)).toBe(46);
    expect([percentile([], 0.5), median([7]), meanOfSorted(sortedNumbers([1, 2, 6]))]).toEqual([null, 7, 3]);
  });

  it('lie between least and most, and grow with the share', () => {
    const values = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const value = percentile(given, share) ?? Number.NaN;
        expect(value).toBeGreaterThanOrEqual(Math.min(...given));
        expect(value).toBeLessThanOrEqual(percentile(given, 1) ?? Number.NaN);
      }),
    );
  });
});

describe('sorted parts', () => {
  it('make the sorted whole', () => {
    const parts = fc.array(fc.array(fc.double({ noNaN: true })), { maxLength: 6 });
    fc.assert(
      fc.property(parts, (given) => {
        expect(mergedSorted(given.map(sortedNumbers))).toEqual(sortedNumbers(given.flat()));
      }),
    );
  });
});

describe('uncertainty', () => {
  const near = (centre: number, count: number) => Array.from({ length: count }, (_, index) => centre + (index % 7) - 3);
  const intervalOf = (values: number[]) => medianIntervalOfSorted(sortedNumbers(values));

  it('gives the same interval for the same values, around the median', () => {
    const values = near(100, 30);
    const interval = intervalOf(values);
    expect(intervalOf([...values].reverse())).toEqual(interval);
    expect(interval?.low).toBeLessThanOrEqual(100);
    expect(interval?.high).toBeGreaterThanOrEqual(100);
    expect(intervalOf([1, 2])).toBeNull();
    expect(intervalOf(near(100, 5000))).toEqual({ low: 100, high: 100 });
  });

  it('claims nothing below ten values or inside the noise', () => {
    expect(compareMedians(near(100, 9), near(10, 50)).verdict).toBe('cannot-tell');
    expect(compareMedians(near(100, 20), near(100.5, 20)).verdict).toBe('cannot-tell');
  });

  it('claims a change when it is plain', () => {
    expect(compareMedians(near(100, 20), near(50, 20)).verdict).toBe('lower');
    expect(compareMedians(near(50, 20), near(100, 20)).verdict).toBe('higher');
  });
});
