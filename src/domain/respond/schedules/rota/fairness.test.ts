import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Shift } from '../schedule.ts';
import { onCallHours } from './fairness.ts';

const shift = (personId: number, startsAt: string, endsAt: string): Shift => ({
  personId,
  layer: 'Primary',
  gap: null,
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
});

test('hours are counted per person, with those at night and at the weekend', () => {
  // Friday 18:00 to Sunday 18:00, then to Monday 08:00
  const shifts = [
    shift(1, '2026-01-09T18:00Z', '2026-01-11T18:00Z'),
    shift(2, '2026-01-11T18:00Z', '2026-01-12T08:00Z'),
  ];
  expect(onCallHours(shifts, 'UTC')).toEqual([
    { personId: 1, hours: 48, nightHours: 18, weekendHours: 42 },
    { personId: 2, hours: 14, nightHours: 9, weekendHours: 6 },
  ]);
});

test('a night in which clocks go forward is an hour shorter', () => {
  const shifts = [shift(1, '2026-03-28T17:00Z', '2026-03-29T16:00Z')];
  expect(onCallHours(shifts, 'Europe/Berlin')).toEqual([{ personId: 1, hours: 23, nightHours: 8, weekendHours: 23 }]);
});

test('a gap is nobody’s', () => {
  const gap: Shift = {
    ...shift(1, '2026-01-09T18:00Z', '2026-01-10T18:00Z'),
    personId: null,
    layer: null,
    gap: 'uncovered',
  };
  expect(onCallHours([gap], 'UTC')).toEqual([]);
  expect(onCallHours([], 'UTC')).toEqual([]);
});
