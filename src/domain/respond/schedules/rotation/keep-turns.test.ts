import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { keepTurns } from './keep-turns.ts';
import { turnsBetween } from './rotation.ts';

const day = 86_400_000;
const now = Date.parse('2026-06-17T12:00:00Z');
const layer = (participants: (number | null)[], more: Partial<Layer> = {}): Layer => ({
  name: 'Primary',
  rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  startsOn: '2026-03-02',
  participants,
  ...more,
});
const one = (...layers: Layer[]) => ({ timeZone: 'UTC', definition: { layers } });
const peopleOf = (kept: { layers: Layer[] }, weeks = 4) =>
  turnsBetween('UTC', kept.layers[0]!, now, now + weeks * 7 * day - 3 * day).map(({ personId }) => personId);

test('somebody who is added or taken out changes who comes next, and not who is on call', () => {
  const before = one(layer([1, 2, 3]));
  const running = peopleOf(before.definition, 1)[0]!;
  const next = (running % 3) + 1;
  expect(peopleOf(keepTurns(before, one(layer([1, 2, 3, 4])), now))[0]).toBe(running);
  expect(peopleOf(keepTurns(before, one(layer([4, 1, 2, 3])), now))[0]).toBe(running);
  expect(peopleOf(keepTurns(before, one(layer([1, 2, 3].filter((id) => id !== running))), now))[0]).toBe(next);
});

test('whoever has the running turn and is still in keeps it, through any number of edits', () => {
  const people = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 7 });
  const rotation = fc.record({
    unit: fc.constantFrom('day' as const, 'week' as const),
    every: fc.integer({ min: 1, max: 3 }),
    handoffTime: fc.constantFrom('00:00', '09:00', '17:30'),
  });
  const version = fc.tuple(people, rotation, fc.constantFrom('2026-01-01', '2026-05-30'));
  fc.assert(
    fc.property(fc.array(version, { minLength: 2, maxLength: 6 }), (versions) => {
      let stored = one(layer([1, 2, 3]));
      for (const [participants, timing, startsOn] of versions) {
        const running = turnsBetween('UTC', stored.definition.layers[0]!, now, now + 1)[0]!.personId;
        const next = one(layer(participants, { rotation: timing, startsOn }));
        stored = { timeZone: 'UTC', definition: keepTurns(stored, next, now) };
        const after = turnsBetween('UTC', stored.definition.layers[0]!, now, now + 1)[0]!.personId;
        if (participants.includes(running!)) expect(after).toBe(running);
        // The same once more changes nothing.
        expect(keepTurns(stored, next, now)).toEqual(stored.definition);
      }
    }),
  );
});

test('a layer that is new counts from its start', () => {
  const kept = keepTurns(one(layer([1, 2])), one(layer([1, 2], { name: 'Other' })), now);
  expect(kept.layers).toEqual([layer([1, 2], { name: 'Other' })]);
});

test('a layer that gets another name keeps the running turn, also when another one changes its name with it', () => {
  const stored = { timeZone: 'UTC', definition: keepTurns(one(layer([1, 2, 3])), one(layer([4, 1, 2, 3])), now) };
  const running = peopleOf(stored.definition, 1)[0]!;
  const renamed = keepTurns(stored, one(layer([4, 1, 2, 3], { name: 'On call' })), now);
  expect(peopleOf(renamed)).toEqual(peopleOf(stored.definition));
  expect(peopleOf(keepTurns(stored, one(layer([4, 1, 2, 3, 5], { name: 'On call' })), now))[0]).toBe(running);
  const two = one({ ...stored.definition.layers[0]! }, layer([2, 1, 3], { name: 'Second' }));
  const both = keepTurns(
    two,
    one(layer([4, 1, 2, 3], { name: 'First' }), layer([2, 1, 3], { name: 'Behind it' })),
    now,
  );
  expect(peopleOf(both)).toEqual(peopleOf(two.definition));
  expect(peopleOf({ layers: [both.layers[1]!] })).toEqual(peopleOf({ layers: [two.definition.layers[1]!] }));
});

test('a layer of other people is new, and its turns are counted from its start', () => {
  const before = one(layer([1, 2, 3]));
  const fresh = layer([7, 8, 9], { name: 'Other' });
  expect(keepTurns(before, one(fresh), now)).toEqual({ layers: [fresh] });
});

test('the running turn is kept where turns without hours are skipped', () => {
  const weekdays = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  const daily = (participants: number[], skipEmptyTurns: boolean) =>
    layer(participants, {
      rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
      restrictions: weekdays,
      ...(skipEmptyTurns && { skipEmptyTurns }),
    });
  const before = one(daily([1, 2, 3], true));
  const running = peopleOf(before.definition, 1)[0]!;
  expect(peopleOf(keepTurns(before, one(daily([9, 1, 2, 3], true)), now))[0]).toBe(running);
  expect(peopleOf(keepTurns(before, one(daily([1, 2, 3], false)), now))[0]).toBe(running);
  expect(peopleOf(keepTurns(one(daily([1, 2, 3], false)), before, now))[0]).toBe(
    peopleOf(one(daily([1, 2, 3], false)).definition, 1)[0],
  );
});
