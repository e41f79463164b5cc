import { describe, expect, it } from 'vitest';
import { absoluteText, calendarDateText, clockText, daysText, dayText, planText, relativeText } from './time-text.ts';

const at = Date.parse('2026-11-23T14:04:05Z');
const seconds = 1000;
const days = 86_400 * seconds;

describe('a running clock', () => {
  it.each([
    [0, '0:00'],
    [42, '0:42'],
    [725, '12:05'],
    [3849, '1:04:09'],
    [3 * 86_400 + 2 * 3600 + 600, '3 d 02:10:00'],
  ])('at %d seconds reads %s', (given, text) => {
    expect(clockText(given)).toBe(text);
  });
});

describe('an instant beside the present', () => {
  it.each([
    [0, 'now'],
    [-4, 'now'],
    [-12, '12 s ago'],
    [59, 'in 59 s'],
    [-60, '1 min ago'],
    [-3599, '59 min ago'],
    [-3600, '13:04'],
    [7200, '16:04'],
    [-86_400, '22 Nov, 14:04'],
    [-5 * 86_400, '18 Nov, 14:04'],
  ])('%d seconds away reads %s', (offset, text) => {
    expect(relativeText(at + offset * seconds, at, 'UTC')).toBe(text);
  });

  it('reads as a date beyond thirty days, with the year only when it is another one', () => {
    expect(relativeText(at - 40 * days, at, 'UTC')).toBe('14 Oct, 14:04');
    expect(relativeText(at - 400 * days, at, 'UTC')).toBe('19 Oct 2025');
  });
});

describe('the absolute text', () => {
  it('names the zone, and follows its summer time', () => {
    expect(absoluteText(at, 'UTC')).toBe('Mon 23 Nov 2026, 14:04:05 UTC');
    expect(absoluteText(at, 'Europe/Berlin')).toBe('Mon 23 Nov 2026, 15:04:05 CET (Europe/Berlin)');
    expect(absoluteText(Date.parse('2026-07-01T12:00:00Z'), 'America/New_York')).toContain('08:00:00');
  });
});

describe('a day', () => {
  it('of the calendar is the same everywhere', () => {
    expect(calendarDateText('2027-01-08')).toBe('8 Jan 2027');
  });

  it('of an instant is the one that the clocks of the zone show', () => {
    const midnightInBerlin = Date.parse('2026-10-10T22:00:00Z');
    expect(dayText(midnightInBerlin, 'UTC')).toBe('10 Oct 2026');
    expect(dayText(midnightInBerlin, 'Europe/Berlin')).toBe('11 Oct 2026');
  });

  it('that ends a stretch of time is its last whole one', () => {
    const from = Date.parse('2026-10-26T23:00:00Z');
    const to = Date.parse('2026-11-09T23:00:00Z');
    expect(daysText(from, to, 'Europe/Berlin')).toBe('27 Oct 2026 to 9 Nov 2026');
  });
});

describe('planned work', () => {
  const start = Date.parse('2026-12-02T03:30:00Z');

  it('names its date once when it ends on the same day, and the zone at the end', () => {
    expect(planText(start, start + 7200 * seconds, 'Europe/Berlin')).toBe(
      'Wed 2 Dec 2026, 04:30 to 06:30 CET (Europe/Berlin)',
    );
    expect(planText(start, start + days, 'UTC')).toBe('Wed 2 Dec 2026, 03:30 to Thu 3 Dec 2026, 03:30 UTC');
  });
});
