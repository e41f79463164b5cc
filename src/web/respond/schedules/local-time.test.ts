import { describe, expect, it } from 'vitest';
import { daysFrom, dayWords, momentText, plusDays, spanText, weekStart } from './local-time.ts';

const ms = (text: string) => Date.parse(text);
const hours = ({ startMs, endMs }: { startMs: number; endMs: number }) => (endMs - startMs) / 3_600_000;

describe('the days of a timeline', () => {
  it('follow each other without a hole, also where clocks change', () => {
    const spring = daysFrom('2026-03-28', 3, 'Europe/Berlin');
    expect(spring.map(hours)).toEqual([24, 23, 24]);
    expect(spring.map(({ isWeekend }) => isWeekend)).toEqual([true, true, false]);
    expect(daysFrom('2026-10-25', 1, 'Europe/Berlin').map(hours)).toEqual([25]);
    const year = daysFrom('2026-01-01', 365, 'America/Santiago');
    for (const [index, day] of year.slice(1).entries()) expect(day.startMs).toBe(year[index]!.endMs);
  });

  it('start on the Monday that the zone is in', () => {
    const lateSunday = ms('2026-11-22T23:30:00Z');
    expect(weekStart(lateSunday, 'UTC')).toBe('2026-11-16');
    expect(weekStart(lateSunday, 'Europe/Berlin')).toBe('2026-11-23');
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
  });
});

it('says spans with as few words as tell the whole', () => {
  const zone = 'Europe/Berlin';
  expect(momentText(ms('2026-11-23T08:00:00Z'), zone)).toBe('Mon 23 Nov 09:00');
  expect(spanText(ms('2026-11-23T08:00:00Z'), ms('2026-11-23T16:00:00Z'), zone)).toBe('Mon 23 Nov 09:00 to 17:00');
  expect(spanText(ms('2026-11-23T08:00:00Z'), ms('2026-11-30T08:00:00Z'), zone)).toBe(
    'Mon 23 Nov 09:00 to Mon 30 Nov 09:00',
  );
});

it('says the month of a narrow column where a timeline or a month begins', () => {
  const days = daysFrom('2026-11-29', 3, 'UTC');
  expect(days.map((day, index) => dayWords(day, 'UTC', index === 0).narrow)).toEqual([
    { above: 'Nov', number: '29' },
    { above: 'M', number: '30' },
    { above: 'Dec', number: '1' },
  ]);
  const [last] = daysFrom('2026-11-30', 1, 'UTC');
  expect(dayWords(last!, 'UTC', true).narrow).toEqual({ above: 'M', number: '30' });
});
