import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { layerTurns } from './layers.ts';
import { participantsWithoutHours } from './without-hours.ts';

const today = '2026-06-01';
const officeHours = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
const daily = (participants: (number | null)[], more: Partial<Layer> = {}): Layer => ({
  name: 'Days',
  rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
  startsOn: '2026-06-01',
  participants,
  restrictions: officeHours,
  ...more,
});

test('of seven who take turns by the day from Monday to Friday, two never get an hour', () => {
  expect(participantsWithoutHours(daily([1, 2, 3, 4, 5, 6, 7]), today)).toEqual([6, 7]);
  expect(participantsWithoutHours(daily([1, 2, 3, 4, 5, 6]), today)).toEqual([]);
  expect(participantsWithoutHours(daily([1, 2, 3, 4, 5, 6, 1]), today)).toEqual([6]);
  expect(participantsWithoutHours(daily([1, 2, 3, 4, 5, null, 7]), today)).toEqual([7]);
});

test('a handoff within the hours, turns of a week or no hours at all leave nobody out', () => {
  const people = [1, 2, 3, 4, 5, 6, 7];
  const atNoon = { rotation: { unit: 'day' as const, every: 1, handoffTime: '12:00' } };
  expect(participantsWithoutHours(daily(people, atNoon), today)).toEqual([6]);
  const weekly = { rotation: { unit: 'week' as const, every: 1, handoffTime: '09:00' } };
  expect(participantsWithoutHours(daily(people, weekly), today)).toEqual([]);
  expect(participantsWithoutHours(daily(people, { restrictions: [] }), today)).toEqual([]);
});

test('whose turn would come after the end of the layer is named, until the layer is over', () => {
  const ends = daily([1, 2, 3], { restrictions: [], endsOn: '2026-06-03' });
  expect(participantsWithoutHours(ends, today)).toEqual([3]);
  expect(participantsWithoutHours(ends, '2026-06-03')).toEqual([]);
});

test('whoever is named has no shift in the timeline, and everybody else has one', () => {
  const clock = fc.constantFrom('00:00', '06:30', '09:00', '17:00', '23:00');
  const restriction = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
    from: clock,
    to: fc.oneof(clock, fc.constant('24:00')),
  });
  const layer = fc.record({
    name: fc.constant('Days'),
    startsOn: fc.constantFrom('2026-06-01', '2026-06-04', '2026-06-07'),
    participants: fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 7 }),
    restrictions: fc.array(restriction, { maxLength: 2 }),
    rotation: fc.record({
      unit: fc.constantFrom('day' as const, 'week' as const),
      every: fc.integer({ min: 1, max: 3 }),
      handoffTime: clock,
    }),
    turnOffset: fc.integer({ min: 0, max: 5 }),
  });
  const ending = fc.option(fc.constantFrom('2026-06-09', '2026-06-12', '2026-07-20'), { nil: undefined });
  fc.assert(
    fc.property(layer, ending, (open, endsOn) => {
      const one = endsOn === undefined ? open : { ...open, endsOn };
      const days = (one.participants.length * 7 + 2) * one.rotation.every * (one.rotation.unit === 'week' ? 7 : 1);
      const from = Date.parse(`${one.startsOn}T00:00:00Z`);
      const served = new Set(layerTurns('UTC', one, from, from + days * 86_400_000).map(({ personId }) => personId));
      const expected = [...new Set(one.participants)].filter((id) => id !== null && !served.has(id));
      expect(participantsWithoutHours(one, today)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('where turns without hours are skipped everybody comes on call, one after the other, over every weekend', () => {
  const skipping = { skipEmptyTurns: true };
  const people = [1, 2, 3, 4, 5, 6, 7];
  expect(participantsWithoutHours(daily(people, skipping), today)).toEqual([]);
  const from = Date.parse('2026-06-01T00:00:00Z');
  const order = layerTurns('UTC', daily(people, skipping), from, from + 28 * 86_400_000).map(
    ({ personId }) => personId,
  );
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => people[index % 7]));
});

test('skipping is a count: no two turns that follow one another with hours leave anybody out', () => {
  const weekday = fc.integer({ min: 1, max: 7 });
  const clock = fc.constantFrom('00:00', '08:30', '09:00', '17:00');
  const anyLayer = fc.record({
    rotation: fc.record({
      unit: fc.constantFrom('day' as const, 'week' as const),
      every: fc.integer({ min: 1, max: 9 }),
      handoffTime: clock,
    }),
    startsOn: fc.constantFrom('2026-05-30', '2026-06-01', '2026-06-03'),
    restrictions: fc.array(
      fc.record({ weekdays: fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 }), from: clock, to: clock }),
      { minLength: 1, maxLength: 2 },
    ),
  });
  fc.assert(
    fc.property(anyLayer, fc.integer({ min: 1, max: 5 }), (more, count) => {
      const people = Array.from({ length: count }, (_, index) => index + 1);
      const layer = daily(people, { ...more, skipEmptyTurns: true });
      const from = Date.parse('2026-06-08T00:00:00Z');
      const shifts = layerTurns('UTC', layer, from, from + 200 * 86_400_000);
      const served = shifts
        .filter(({ turn }, index) => turn !== shifts[index - 1]?.turn)
        .map(({ personId }) => personId!);
      served.slice(1).forEach((personId, index) => {
        expect(personId).toBe((served[index]! % count) + 1);
      });
    }),
  );
});
