import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { minutesOfClock, wallClockMilliseconds } from './wall-clock.ts';

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
});
