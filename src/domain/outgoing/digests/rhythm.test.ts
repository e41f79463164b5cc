import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SprintTimeline } from '../../measure/sprint-timeline.ts';
import { nextDue, periodBefore } from './rhythm.ts';

const first = { startDate: '2026-11-04', lengthDays: 14, zone: 'Europe/Berlin' };
const sprints: SprintTimeline = [{ effectiveFrom: null, rule: first }];
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

test('a weekly digest goes out at its hour of its day, and tells of the seven days before', () => {
  const times = { rhythm: 'weekly' as const, weekday: 1, atMinute: 9 * 60, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2026-11-30T08:00:00Z'))!;
  expect(iso(due)).toBe('2026-12-07T08:00:00.000Z');
  expect(iso(nextDue(times, sprints, at('2026-11-30T07:59:59Z'))!)).toBe('2026-11-30T08:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due)!;
  expect([iso(from), iso(to)]).toEqual(['2026-11-29T23:00:00.000Z', '2026-12-06T23:00:00.000Z']);
});

test('a monthly digest goes out on the first and tells of the month before, however the clocks changed', () => {
  const times = { rhythm: 'monthly' as const, weekday: 1, atMinute: 0, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2027-03-15T12:00:00Z'))!;
  expect(iso(due)).toBe('2027-03-31T22:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due)!;
  expect([iso(from), iso(to)]).toEqual(['2027-02-28T23:00:00.000Z', '2027-03-31T22:00:00.000Z']);
});

test('a digest of sprints goes out on the day after one ends', () => {
  const times = { rhythm: 'sprint' as const, weekday: 1, atMinute: 8 * 60, timeZone: 'Europe/Berlin' };
  const due = nextDue(times, sprints, at('2026-11-20T12:00:00Z'))!;
  expect(iso(due)).toBe('2026-12-02T07:00:00.000Z');
  const { from, to } = periodBefore(times, sprints, due)!;
  expect([iso(from), iso(to)]).toEqual(['2026-11-17T23:00:00.000Z', '2026-12-01T23:00:00.000Z']);
});

test('a digest of sprints follows calendars one after the other, over gaps, and waits where no sprint is listed', () => {
  const times = { rhythm: 'sprint' as const, weekday: 1, atMinute: 8 * 60, timeZone: 'Europe/Berlin' };
  const listed = [
    { name: 'One', firstDate: '2026-11-25', lastDate: '2026-12-03' },
    { name: 'Two', firstDate: '2027-01-04', lastDate: '2027-01-10' },
  ];
  const timeline = [...sprints, { effectiveFrom: '2026-11-25', rule: { zone: 'Europe/Berlin', sprints: listed } }];
  const dues: string[] = [];
  let due = nextDue(times, timeline, at('2026-11-05T12:00:00Z'));
  for (; due !== null; due = nextDue(times, timeline, due)) dues.push(iso(due));
  // The sprint that ran is cut by the new calendar; after the last listed one there is none.
  expect(dues).toEqual([
    '2026-11-18T07:00:00.000Z',
    '2026-11-25T07:00:00.000Z',
    '2026-12-04T07:00:00.000Z',
    '2027-01-11T07:00:00.000Z',
  ]);
  const told = periodBefore(times, timeline, at('2026-12-24T08:00:00Z'))!;
  expect([iso(told.from), iso(told.to)]).toEqual(['2026-11-24T23:00:00.000Z', '2026-12-03T23:00:00.000Z']);
  expect(periodBefore(times, timeline.slice(1), at('2026-11-26T08:00:00Z'))).toBeNull();
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
        const calendar = [{ effectiveFrom: null, rule: { ...first, lengthDays, zone: times.timeZone } }];
        const due = nextDue(times, calendar, afterMs)!;
        const second = nextDue(times, calendar, due)!;
        expect(due).toBeGreaterThan(afterMs);
        expect(second).toBeGreaterThan(due);
        const [one, two] = [periodBefore(times, calendar, due)!, periodBefore(times, calendar, second)!];
        expect(one.to).toBeLessThanOrEqual(due);
        expect(one.from).toBeLessThan(one.to);
        expect(two.from).toBe(one.to);
      },
    ),
  );
});
