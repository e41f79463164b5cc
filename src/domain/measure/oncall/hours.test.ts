import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { type HourKind, hourAt, hourSpans, type OncallHours, usualHours } from './hours.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca'];
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const hours: fc.Arbitrary<OncallHours> = fc
  .record({
    borders: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 3, maxLength: 3 }),
    weekendDays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  })
  .map(({ borders, weekendDays }) => {
    const [day, evening, night] = borders.toSorted((a, b) => a - b).map(clock) as [string, string, string];
    return { dayFrom: day, eveningFrom: evening, nightFrom: night, weekendDays };
  });
const moment = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2027-01-01') });
const hourMs = 3_600_000;

test('the hours of any zone cover any stretch of time without gap or overlap, also when clocks change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      hours,
      moment,
      fc.integer({ min: 1, max: 40 * 24 }),
      (zone, given, from, length) => {
        const to = from + length * hourMs;
        const spans = hourSpans(zone, given, from, to);
        expect(spans[0]!.start).toBeLessThanOrEqual(from);
        expect(spans.at(-1)!.end).toBeGreaterThanOrEqual(to);
        for (const [place, span] of spans.entries()) {
          expect(span.end).toBeGreaterThan(span.start);
          if (place > 0) expect(span.start).toBe(spans[place - 1]!.end);
        }
      },
    ),
    { numRuns: 60 },
  );
});

/** The kind by what the clock shows, where no clock changes nearby. */
function kindByClock(
  zone: string,
  at: number,
  { dayFrom, eveningFrom, nightFrom, weekendDays }: OncallHours,
): HourKind {
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = now.toPlainTime().toString().slice(0, 5);
  if (time < dayFrom || time >= nightFrom) return 'night';
  if (weekendDays.includes(now.dayOfWeek)) return 'weekend';
  return time >= eveningFrom ? 'evening' : 'day';
}

test('an instant is of the kind that the clock of the zone shows, on days on which no clock changes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), hours, moment, (zone, given, at) => {
      const around = [-1, 1].map(
        (days) => Temporal.Instant.fromEpochMilliseconds(at + days * 30 * hourMs).toZonedDateTimeISO(zone).offset,
      );
      fc.pre(around[0] === around[1]);
      expect(hourAt(hourSpans(zone, given, at, at + 1), at).kind).toBe(kindByClock(zone, at, given));
    }),
    { numRuns: 300 },
  );
});

test('a night belongs to the day it began, and is an hour shorter when clocks go forward', () => {
  const from = Date.parse('2026-03-28T12:00:00Z');
  const nights = hourSpans('Europe/Berlin', usualHours, from, from + 48 * hourMs).filter(
    ({ kind }) => kind === 'night',
  );
  expect(nights.map(({ date, start, end }) => [date, (end - start) / hourMs])).toEqual([
    ['2026-03-28', 8],
    ['2026-03-29', 9],
  ]);
});
