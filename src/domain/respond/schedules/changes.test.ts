import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Layer } from '../../../contract/respond/schedules/schedule-definition.ts';
import { changesBetween } from './changes.ts';
import { shiftsBetween } from './timeline.ts';

const from = Temporal.Instant.from('2026-01-05T09:00Z');
const to = Temporal.Instant.from('2026-01-10T09:00Z');
const daily = (participants: (number | null)[], name = 'Primary'): Layer => ({
  name,
  rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
  startsOn: '2026-01-05',
  participants,
});
const shifts = (...layers: Layer[]) =>
  shiftsBetween({ timeZone: 'UTC', definition: { layers }, overrides: [] }, from, to);
const shown = (before: Layer[], after: Layer[]) =>
  changesBetween(shifts(...before), shifts(...after)).map((change) => [
    change.startsAt.toString().slice(5, 13),
    change.endsAt.toString().slice(5, 13),
    change.beforePersonId,
    change.afterPersonId,
  ]);

test('only the stretches with another person are changes, joined where they touch', () => {
  expect(shown([daily([1, 2])], [daily([1, 3, 3, 2])])).toEqual([
    ['01-06T09', '01-07T09', 2, 3],
    ['01-07T09', '01-08T09', 1, 3],
  ]);
  expect(shown([daily([1])], [daily([2])])).toEqual([['01-05T09', '01-10T09', 1, 2]]);
});

test('another layer with the same person is no change', () => {
  expect(shown([daily([1, 2])], [daily([1, 2], 'Renamed')])).toEqual([]);
});

test('a turn that is left open or filled is a change from or to nobody', () => {
  expect(shown([daily([1, 2])], [daily([1, null])])).toEqual([
    ['01-06T09', '01-07T09', 2, null],
    ['01-08T09', '01-09T09', 2, null],
  ]);
  expect(shown([], [daily([1])])).toEqual([['01-05T09', '01-10T09', null, 1]]);
});
