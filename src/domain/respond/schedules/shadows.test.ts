import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shadowsToTell } from './shadows.ts';

const person = fc.integer({ min: 1, max: 6 });
const schedule = fc.integer({ min: 1, max: 3 });
const world = fc.record({
  shadows: fc.array(fc.record({ scheduleId: schedule, personId: person }), { maxLength: 8 }),
  onCall: fc.array(fc.tuple(schedule, fc.uniqueArray(person, { maxLength: 2 }))).map((entries) => new Map(entries)),
  paged: fc.uniqueArray(person, { maxLength: 4 }),
});

test('a shadow is told together with whom they shadow, never alone, never twice, and never instead of being paged', () => {
  fc.assert(
    fc.property(world, ({ shadows, onCall, paged }) => {
      const told = shadowsToTell(shadows, onCall, paged);
      for (const { scheduleId, personId, shadowedId } of told) {
        expect(onCall.get(scheduleId)).toContain(shadowedId);
        expect(paged).toContain(shadowedId);
        expect(paged).not.toContain(personId);
      }
      const people = told.map(({ personId }) => personId);
      expect(people).toEqual([...new Set(people)]);
      if (paged.length === 0) expect(told).toEqual([]);
    }),
  );
});

test('every shadow of a schedule whose person was paged is told', () => {
  fc.assert(
    fc.property(world, ({ shadows, onCall, paged }) => {
      const told = new Set(shadowsToTell(shadows, onCall, paged).map(({ personId }) => personId));
      for (const { scheduleId, personId } of shadows) {
        const isPaged = onCall.get(scheduleId)?.some((onDuty) => paged.includes(onDuty));
        if (isPaged && !paged.includes(personId)) expect(told).toContain(personId);
      }
    }),
  );
});
