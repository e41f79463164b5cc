import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shiftsWhileAway } from './absences.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => ({ start, end: start + length }));
const personId = fc.integer({ min: 1, max: 3 });
const shift = fc.tuple(span, fc.option(personId)).map(([at, who]) => ({ ...at, personId: who }));
const absence = fc.tuple(span, personId).map(([at, who]) => ({ ...at, personId: who }));

test('a moment is told exactly when its person is on call and away', () => {
  fc.assert(
    fc.property(
      fc.array(shift, { maxLength: 6 }),
      fc.array(absence, { maxLength: 4 }),
      fc.integer({ min: 0, max: 80 }),
      personId,
      (shifts, absences, at, who) => {
        const holds = (one: { start: number; end: number }) => one.start <= at && at < one.end;
        const ofPerson = (one: { personId: number | null }) => one.personId === who;
        const isTold = shiftsWhileAway(shifts, absences).some((part) => ofPerson(part.absence) && holds(part));
        const isOnCall = shifts.some((one) => ofPerson(one) && holds(one));
        const isAway = absences.some((one) => ofPerson(one) && holds(one));
        expect(isTold).toBe(isOnCall && isAway);
      },
    ),
  );
});

test('parts come by their start and are never empty', () => {
  fc.assert(
    fc.property(fc.array(shift, { maxLength: 6 }), fc.array(absence, { maxLength: 4 }), (shifts, absences) => {
      const parts = shiftsWhileAway(shifts, absences);
      expect(parts.every(({ start, end }) => start < end)).toBe(true);
      expect(parts.map(({ start }) => start)).toEqual(parts.map(({ start }) => start).toSorted((a, b) => a - b));
    }),
  );
});
