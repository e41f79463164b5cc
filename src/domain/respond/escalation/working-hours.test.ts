import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { WorkingHours } from '../../../contract/respond/escalation-definition.ts';
import { isWorkingTime, nextWorkingTime, workingHoursEdges } from './working-hours.ts';

const at = (text: string) => Temporal.Instant.from(text);
const berlin: WorkingHours = {
  timeZone: 'Europe/Berlin',
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  holidays: ['2026-12-25'],
};

describe('working hours', () => {
  test.each([
    ['2026-05-04T09:00:00+02:00', true],
    ['2026-05-04T08:59:59+02:00', false],
    ['2026-05-04T16:59:59+02:00', true],
    ['2026-05-04T17:00:00+02:00', false],
    ['2026-05-03T10:00:00+02:00', false],
    ['2026-12-25T10:00:00+01:00', false],
  ])('hold at %s: %s', (instant, expected) => {
    expect(isWorkingTime(berlin, at(instant))).toBe(expected);
  });

  test.each([
    ['in the evening, tomorrow', '2026-05-04T17:00:00+02:00', '2026-05-05T09:00:00+02:00'],
    ['on a Friday night, on Monday', '2026-05-08T23:00:00+02:00', '2026-05-11T09:00:00+02:00'],
    ['before a holiday on a Friday, on Monday', '2026-12-24T18:00:00+01:00', '2026-12-28T09:00:00+01:00'],
    [
      'in the night in which clocks go forward, by the new clock',
      '2026-03-28T22:00:00+01:00',
      '2026-03-30T09:00:00+02:00',
    ],
    [
      'in the night in which clocks go back, by the new clock',
      '2026-10-24T22:00:00+02:00',
      '2026-10-26T09:00:00+01:00',
    ],
  ])('begin, asked %s', (_when, after, expected) => {
    expect(nextWorkingTime(berlin, at(after))?.toString()).toBe(at(expected).toString());
  });

  test('that open in the hour which clocks skip open when it is over', () => {
    const early = { ...berlin, weekdays: [7], from: '02:30', to: '06:00' };
    expect(nextWorkingTime(early, at('2026-03-28T22:00:00+01:00'))?.toString()).toBe('2026-03-29T01:30:00Z');
  });

  test('are not waited for when none begin within two weeks', () => {
    const start = Temporal.PlainDate.from('2026-05-04');
    const away = { ...berlin, holidays: Array.from({ length: 30 }, (_, days) => start.add({ days }).toString()) };
    expect(nextWorkingTime(away, at('2026-05-04T10:00:00+02:00'))).toBeNull();
  });

  test('have their edges in order', () => {
    const edges = workingHoursEdges(berlin, at('2026-05-04T10:00:00Z'), at('2026-05-05T12:00:00Z'));
    expect(edges.map((ms) => new Date(ms).toISOString())).toEqual([
      '2026-05-04T15:00:00.000Z',
      '2026-05-05T07:00:00.000Z',
    ]);
  });
});
