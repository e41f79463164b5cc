import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dayMs, isoDay, minutesOfClock, wallClockMilliseconds, wallClockWithin } from './wall-clock.ts';

const at = (timeZone: string, date: string, clock: string) =>
  Temporal.Instant.fromEpochMilliseconds(
    wallClockMilliseconds(timeZone, Temporal.PlainDate.from(date), minutesOfClock(clock)),
  )
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never' });

describe('wall-clock times', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T03:30:00+02:00'],
    ['America/New_York', '2026-03-08', '02:00', '2026-03-08T03:00:00-04:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-04T02:45:00+11:00'],
    ['America/Santiago', '2026-09-06', '00:00', '2026-09-06T01:00:00-03:00'],
    ['Pacific/Apia', '2011-12-30', '09:00', '2011-12-31T09:00:00+14:00'],
  ])('in %s on %s the skipped %s moves forward', (zone, date, clock, expected) => {
    expect(at(zone, date, clock)).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T02:30:00+02:00'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T01:30:00-04:00'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-05T01:45:00+11:00'],
  ])('in %s on %s the doubled %s is its first occurrence', (zone, date, clock, expected) => {
    expect(at(zone, date, clock)).toBe(expected);
  });

  test.each([
    ['Asia/Kolkata', '2026-03-29', '09:00', '2026-03-29T09:00:00+05:30'],
    ['UTC', '2026-03-29', '02:30', '2026-03-29T02:30:00+00:00'],
    ['UTC', '2026-02-28', '24:00', '2026-03-01T00:00:00+00:00'],
  ])('in %s on %s an ordinary %s is itself', (zone, date, clock, expected) => {
    expect(at(zone, date, clock)).toBe(expected);
  });

  test('many at once are what each is by itself, in any zone, also around changes of the clocks', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Casablanca',
      'America/Santiago',
    ];
    const [first, last] = [Date.parse('2011-06-01') / dayMs, Date.parse('2012-12-01') / dayMs];
    const clocks = new Map(zones.map((zone) => [zone, wallClockWithin(zone, first * dayMs, last * dayMs)]));
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: first - 5, max: last + 5 }),
        fc.integer({ min: 0, max: 1440 }),
        (zone, day, minute) => {
          const alone = wallClockMilliseconds(zone, Temporal.PlainDate.from(isoDay(day)), minute);
          expect(clocks.get(zone)!(day, minute)).toBe(alone);
        },
      ),
      { numRuns: 2_000 },
    );
    for (const [zone, clock] of clocks) {
      for (let day = first - 5; day < last + 5; day += 1) {
        expect(clock(day, 150)).toBe(wallClockMilliseconds(zone, Temporal.PlainDate.from(isoDay(day)), 150));
      }
    }
  });
});
