import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Severity } from '../severity.ts';
import { incidentRow } from './rows.fixture.ts';
import { clockBetween, comparedMeasures, type Dimension, dimensions, isPartition, sideBySide } from './slices.ts';
import { countInterval } from './uncertainty.ts';

const day = 86_400_000;
const start = Date.parse('2026-02-01T00:00:00Z');
const end = start + 90 * day;
const zone = 'Europe/Berlin';

const row = fc
  .record({
    incidentId: fc.integer({ min: 1, max: 1e9 }),
    severity: fc.integer({ min: 1, max: 5 }) as fc.Arbitrary<Severity>,
    declared: fc.integer({ min: start - 5 * day, max: end + 5 * day }),
    lasted: fc.option(fc.integer({ min: 0, max: 3 * day }), { nil: null }),
    serviceIds: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    teamIds: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    factorKeys: fc.uniqueArray(fc.constantFrom('deploy', 'capacity', 'config'), { maxLength: 2 }),
    falseAlarm: fc.boolean(),
    required: fc.boolean(),
    again: fc.boolean(),
  })
  .map(({ declared, lasted, required, again, ...rest }) => {
    const resolvedAt = lasted === null ? null : declared + lasted;
    return incidentRow(rest.incidentId, {
      ...rest,
      instants: { impactStartedAt: declared - 60_000, declaredAt: declared, resolvedAt },
      postmortem: { required, dueAt: null, completedAt: null },
      recurrence: again ? { earlierIncidentId: 1, earlierResolvedAt: declared - 10 * day, confirmed: true } : null,
    });
  });
const rows = fc.uniqueArray(row, { maxLength: 40, selector: ({ incidentId }) => incidentId });

const over = (given: Parameters<typeof sideBySide>[0], by: Dimension, most = 1_000) =>
  sideBySide(given, { by, zone, most }, { from: start, to: end }, end);
const sum = (given: ReturnType<typeof over>, measure: (typeof comparedMeasures)[number]) =>
  given.slices.reduce((total, { cells }) => total + cells[measure].n, 0);

describe('measures side by side', () => {
  test('severities, times of day and weekdays add up to the whole', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...dimensions.filter(isPartition)), (given, by) => {
        const found = over(given, by);
        for (const measure of comparedMeasures) expect(sum(found, measure)).toBe(found.all[measure].n);
      }),
      { numRuns: 60 },
    );
  });

  test('services, teams and causes cover the whole, and an incident of several counts for each', () => {
    fc.assert(
      fc.property(rows, (given) => {
        for (const [by, keysOf] of [
          ['service', ({ serviceIds }) => serviceIds],
          ['team', ({ teamIds }) => [...new Set(teamIds)]],
          ['cause', ({ factorKeys }) => factorKeys],
        ] as [Dimension, (one: (typeof given)[number]) => unknown[]][]) {
          const found = over(given, by);
          const more = given
            .filter(({ falseAlarm }) => !falseAlarm)
            .filter(({ instants }) => instants.declaredAt! >= start && instants.declaredAt! < end)
            .reduce((total, one) => total + Math.max(0, keysOf(one).length - 1), 0);
          expect(sum(found, 'incidents')).toBe(found.all.incidents.n + more);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('beyond the most that are shown, those with the fewest incidents are counted as hidden', () => {
    const given = [1, 1, 1, 2, 2, 3, 4].map((serviceId, place) =>
      incidentRow(place + 1, { serviceIds: [serviceId], instants: { declaredAt: start + place } }),
    );
    const nowhere = incidentRow(99, { serviceIds: [], instants: { declaredAt: start } });
    const found = over([...given, nowhere], 'service', 2);
    expect(found.slices.map(({ key, cells }) => [key, cells.incidents.n])).toEqual([
      ['1', 3],
      ['2', 2],
      ['none', 1],
    ]);
    expect(found.hiddenCount).toBe(2);
  });

  test('nothing can be told from a value of fewer than ten incidents', () => {
    const given = Array.from({ length: 19 }, (_, place) =>
      incidentRow(place + 1, { severity: place < 10 ? 1 : 2, instants: { declaredAt: start + place } }),
    );
    const { slices } = over(given, 'severity');
    expect(slices.slice(0, 2).map(({ cells }) => [cells.incidents.n, cells.incidents.isEnough])).toEqual([
      [10, true],
      [9, false],
    ]);
  });

  test('night, day and evening are those of the zone, also where its clocks change', () => {
    // Clocks in Berlin go from 02:00 to 03:00 on 29 March: 05:30 UTC is 06:30 the day before, and 07:30 on that day.
    const at = (text: string) => incidentRow(Date.parse(text), { instants: { declaredAt: Date.parse(text) } });
    const given = [at('2026-03-28T05:30:00Z'), at('2026-03-29T05:30:00Z'), at('2026-03-29T17:00:00Z')];
    const keys = (by: Dimension) => over(given, by).slices.map(({ key, cells }) => [key, cells.incidents.n]);
    expect(keys('time-of-day')).toEqual([
      ['night', 1],
      ['day', 1],
      ['evening', 1],
    ]);
    expect(keys('weekday')).toEqual([
      ['weekday', 0],
      ['weekend', 3],
    ]);
  });
});

test('the clock of a zone shows what the calendar library shows', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const moments = fc.array(fc.integer({ min: Date.parse('2019-01-01'), max: Date.parse('2029-01-01') }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(zones, moments, (name, given) => {
      const clock = clockBetween(name, Math.min(...given), Math.max(...given));
      for (const at of given) {
        const { hour, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        expect(clock(at)).toEqual({ hour, weekday: dayOfWeek % 7 });
      }
    }),
    { numRuns: 60 },
  );
});

test('the interval of a count is that of the Poisson distribution to a few hundredths', () => {
  const rounded = (count: number) => {
    const { low, high } = countInterval(count);
    return [Number(low.toFixed(1)), Number(high.toFixed(1))];
  };
  expect([0, 1, 10, 100].map(rounded)).toEqual([
    [0, 3.7],
    [0, 5.6],
    [4.8, 18.4],
    [81.4, 121.6],
  ]);
});
