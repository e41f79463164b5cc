import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDue, periodBefore } from './rhythm.ts';

const sprints = { startDate: '2026-11-04', lengthDays: 14, zone: 'Europe/Berlin' };
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

test('a weekly digest goes out at its hour of its day, and tells of the seven days before', () => {
  const times = { rhythm: 'weekly' as const, weekday: 1, atMinute: 9 * 60, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2026-11-30T08:00:00Z'));
  expect(iso(due)).toBe('2026-12-07T08:00:00.000Z');
  expect(iso(nextDue(times, sprints, at('2026-11-30T07:59:59Z')))).toBe('2026-11-30T08:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due);
  expect([iso(from), iso(to)]).toEqual(['2026-11-29T23:00:00.000Z', '2026-12-06T23:00:00.000Z']);
});

test('a monthly digest goes out on the first and tells of the month before, however the clocks changed', () => {
  const times = { rhythm: 'monthly' as const, weekday: 1, atMinute: 0, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2027-03-15T12:00:00Z'));
  expect(iso(due)).toBe('2027-03-31T22:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due);
  expect([iso(from), iso(to)]).toEqual(['2027-02-28T23:00:00.000Z', '2027-03-31T22:00:00.000Z']);
});

test('a digest of sprints goes out on the day after one ends', () => {
  const times = { rhythm: 'sprint' as const, weekday: 1, atMinute: 8 * 60, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2026-11-20T12:00:00Z'));
  expect(iso(due)).toBe('2026-12-02T07:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due);
  expect([iso(from), iso(to)]).toEqual(['2026-11-17T23:00:00.000Z', '2026-12-01T23:00:00.000Z']);
});

test('whatever the rhythm, zone and hour, due moments only move on, and what each tells of had ended and follows the one before', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland', 'Pacific/Kiritimati');
  fc.assert(
    fc.property(
      fc.record({
        rhythm: fc.constantFrom('weekly' as const, 'monthly' as const, 'sprint' as const),
        weekday: fc.integer({ min: 1, max: 7 }),
        atMinute: fc.integer({ min: 0, max: 1439 }),
        timeZone: zone,
      }),
      fc.integer({ min: 1, max: 35 }),
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') }),
      (times, lengthDays, afterMs) => {
        const calendar = { ...sprints, lengthDays, zone: times.timeZone };
        const first = nextDue(times, calendar, afterMs);
        const second = nextDue(times, calendar, first);
        expect(first).toBeGreaterThan(afterMs);
        expect(second).toBeGreaterThan(first);
        const [one, two] = [periodBefore(times, calendar, first), periodBefore(times, calendar, second)];
        expect(one.to).toBeLessThanOrEqual(first);
        expect(one.from).toBeLessThan(one.to);
        expect(two.from).toBe(one.to);
      },
    ),
  );
});
