import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultQuietHours, dueAfter, dueBefore, noticeTime } from './notice-rules.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();
const berlin = 'Europe/Berlin';

test.each([
  ['in the evening', '2026-06-01T21:00:00Z', '2026-06-01T20:00:00.000Z', '2026-06-02T06:00:00.000Z'],
  ['after midnight', '2026-06-02T01:00:00Z', '2026-06-01T20:00:00.000Z', '2026-06-02T06:00:00.000Z'],
  [
    'in the night in which clocks go back',
    '2026-10-25T00:30:00Z',
    '2026-10-24T20:00:00.000Z',
    '2026-10-25T07:00:00.000Z',
  ],
  [
    'in the night in which clocks go forward',
    '2026-03-29T00:30:00Z',
    '2026-03-28T21:00:00.000Z',
    '2026-03-29T06:00:00.000Z',
  ],
])('the night is found %s', (_name, moment, from, until) => {
  expect(iso(dueBefore(defaultQuietHours, berlin, at(moment)))).toBe(from);
  expect(iso(dueAfter('taskGiven', defaultQuietHours, berlin, at(moment)))).toBe(until);
});

test('what has happened waits for the morning, except about a page that woke the person', () => {
  const night = at('2026-06-02T01:00:00Z');
  expect(iso(dueAfter('taskGiven', defaultQuietHours, berlin, night))).toBe('2026-06-02T06:00:00.000Z');
  expect(dueAfter('pageEnded', defaultQuietHours, berlin, night)).toBe(night);
  expect(dueAfter('taskGiven', null, berlin, night)).toBe(night);
});

test('a reminder that would fall into the night comes the evening before', () => {
  expect(iso(dueBefore(defaultQuietHours, berlin, at('2026-06-01T23:00:00Z')))).toBe('2026-06-01T20:00:00.000Z');
});

test('no moment that is chosen lies in quiet hours, whatever the zone, and none is more than a night away', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const zone = fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Sao_Paulo');
  fc.assert(
    fc.property(
      minute,
      minute,
      zone,
      fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') }),
      (from, until, timeZone, now) => {
        const quiet = { from, until };
        const due = dueAfter('taskGiven', quiet, timeZone, now);
        expect(due).toBeGreaterThanOrEqual(now);
        expect(due - now).toBeLessThanOrEqual(26 * 3_600_000);
        expect(dueBefore(quiet, timeZone, now)).toBeLessThanOrEqual(now);
      },
    ),
  );
});

test('times are those of the reader’s clock', () => {
  expect(noticeTime(berlin, at('2026-06-01T07:00:00Z'))).toBe('Mon 1 Jun, 09:00');
  expect(noticeTime('America/New_York', at('2026-06-01T07:00:00Z'))).toBe('Mon 1 Jun, 03:00');
});
