import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationsOf } from './durations.ts';
import type { IncidentRow } from './incident-rows.ts';
import { trendKeys } from './measured.ts';
import { incidentRow } from './rows.fixture.ts';
import {
  monthsBetween,
  type Stretch,
  sprintStretches,
  trendLimits,
  trendOf,
  trendPoints,
  weeksBetween,
} from './trend.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-10T00:00:00Z');
const end = start + 150 * day;
const now = end + 100 * day;
const calendar = { startDate: '2026-01-05', lengthDays: 14, zone: 'America/New_York' };

const row: fc.Arbitrary<IncidentRow> = fc
  .record({
    incidentId: fc.integer({ min: 1, max: 1e9 }),
    declared: fc.integer({ min: start - 20 * day, max: end + 20 * day }),
    before: fc.integer({ min: 0, max: day }),
    after: fc.option(fc.integer({ min: 0, max: 3 * day })),
    required: fc.boolean(),
    again: fc.option(fc.integer({ min: 0, max: 100 * day })),
    falseAlarm: fc.boolean(),
  })
  .map(({ incidentId, declared, before, after, required, again, falseAlarm }) => {
    const resolvedAt = after === null ? null : declared + after;
    return incidentRow(incidentId, {
      falseAlarm,
      instants: { impactStartedAt: declared - before, declaredAt: declared, resolvedAt },
      postmortem: { required, dueAt: resolvedAt, completedAt: resolvedAt },
      recurrence:
        again === null ? null : { earlierIncidentId: 1, earlierResolvedAt: declared - again, confirmed: true },
    });
  });
const rows = fc.uniqueArray(row, { maxLength: 30, selector: ({ incidentId }) => incidentId });
const period = fc
  .tuple(fc.integer({ min: start, max: end }), fc.integer({ min: start, max: end }))
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const everyWay = ({ from, to }: { from: number; to: number }): Stretch[][] => [
  monthsBetween('Europe/Berlin', from, to),
  weeksBetween('Europe/Berlin', from, to),
  sprintStretches([{ effectiveFrom: null, rule: calendar }], from, to),
];

test('weeks, months and sprints cover the period without a gap or an overlap; only those at its ends are cut', () => {
  fc.assert(
    fc.property(period, (asked) => {
      for (const stretches of everyWay(asked)) {
        expect(stretches[0]!.from).toBe(asked.from);
        expect(stretches.at(-1)!.to).toBe(asked.to);
        for (const [place, { from, to }] of stretches.entries()) {
          expect(from).toBeLessThan(to);
          if (place > 0) expect(from).toBe(stretches[place - 1]!.to);
        }
        expect(stretches.slice(1, -1).every(({ isWhole }) => isWhole)).toBe(true);
      }
    }),
  );
});

test('the incidents of the points are those of the whole period, each once', () => {
  fc.assert(
    fc.property(rows, period, (all, asked) => {
      for (const stretches of everyWay(asked)) {
        for (const key of trendKeys) {
          const sum = trendPoints(all, key, stretches, {}, now).reduce((total, { n }) => total + n, 0);
          const [whole] = trendPoints(all, key, [{ ...asked, name: 'all', isWhole: true }], {}, now);
          expect(sum).toBe(whole!.n);
        }
      }
    }),
  );
});

test('a value lies within its interval, and below ten incidents nothing is claimed', () => {
  fc.assert(
    fc.property(rows, period, (all, asked) => {
      for (const key of trendKeys) {
        for (const { n, value, interval, isEnough } of trendPoints(all, key, everyWay(asked)[0]!, {}, now)) {
          if (key !== 'incidents') expect(isEnough).toBe(n >= 10);
          if (value === null || interval === null) continue;
          expect(interval.low).toBeLessThanOrEqual(value + 1e-9);
          expect(interval.high).toBeGreaterThanOrEqual(value - 1e-9);
        }
        const { n } = durationsOf(all, 'restore', asked);
        if (n < 20) expect(trendOf(all, 'restore', asked, now).verdict).toBe('cannot-tell');
      }
    }),
    { numRuns: 40 },
  );
});

test('a month begins at local midnight, also where the clocks change in it', () => {
  const [march, april] = monthsBetween(
    'Europe/Berlin',
    Date.parse('2026-03-10T00:00:00Z'),
    Date.parse('2026-04-30T22:00:00Z'),
  );
  expect([march!.name, march!.isWhole, new Date(march!.to).toISOString()]).toEqual([
    '2026-03',
    false,
    '2026-03-31T22:00:00.000Z',
  ]);
  expect([april!.name, april!.isWhole]).toEqual(['2026-04', true]);
});

const declaredAt = (incidentId: number, at: number) => incidentRow(incidentId, { instants: { declaredAt: at } });
/** So many incidents in each week, one after the other. */
const weekly = (counts: readonly number[]) => {
  const rows = counts.flatMap((count, week) => Array.from({ length: count }, () => start + week * 7 * day));
  const stretches = counts.map((_, week): Stretch => {
    const from = start + week * 7 * day;
    return { name: String(week), from, to: from + 7 * day, isWhole: week < counts.length - 1 };
  });
  return { rows: rows.map((at, place) => declaredAt(place + 1, at)), stretches };
};

test('limits come from the first half, at least eight points, and judge only whole stretches that follow', () => {
  const { rows, stretches } = weekly([5, 6, 5, 6, 5, 6, 5, 6, 5, 40, 40]);
  const { base, points } = trendLimits(rows, 'incidents', stretches, {}, now, null);
  expect(base).toEqual({ from: start, to: start + 56 * day, points: 8 });
  expect(points!.map(({ signal }) => signal)).toEqual([
    ...Array.from({ length: 9 }, () => null),
    'outside-above',
    null,
  ]);
});

test('a stated base sets the limits, what comes before it is not judged, and one of seven points is too few', () => {
  const { rows, stretches } = weekly([40, 5, 6, 5, 6, 5, 6, 5, 6, 5, 5]);
  const stated = { from: start + 7 * day, to: start + 63 * day };
  const { base, points } = trendLimits(rows, 'incidents', stretches, {}, now, stated);
  expect(base).toEqual({ ...stated, points: 8 });
  expect(points!.every(({ signal }) => signal === null)).toBe(true);
  const short = trendLimits(rows, 'incidents', stretches, {}, now, { ...stated, to: start + 56 * day });
  expect(short).toEqual({ base: null, points: null });
});
