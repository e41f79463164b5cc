import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Stretch, shiftToHandOver, shiftToTakeOver, stretchesOf } from './handoff.ts';
import type { Shift } from './schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Shifts of up to four people one after another, with gaps; no two neighbours without a gap are of the same person. */
const rota = fc
  .array(
    fc.record({ personId: fc.integer({ min: 1, max: 4 }), hours: fc.integer({ min: 1, max: 400 }), gap: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((turns) => {
    const found: Stretch[] = [];
    let at = 0;
    for (const { personId, hours, gap } of turns) {
      const from = gap || found.at(-1)?.personId === personId ? at + HOUR : at;
      at = from + hours * HOUR;
      found.push({ personId, from, until: at });
    }
    return found;
  });

const moment = (stretches: readonly Stretch[], part: number) => Math.floor(stretches.at(-1)!.until * part);
const part = fc.double({ min: 0, max: 1, noNaN: true });

describe('notes for a shift', () => {
  test('are all of the shift before it, and of two weeks, but none from before the person was last on call', () => {
    fc.assert(
      fc.property(rota, part, (stretches, at) => {
        const now = moment(stretches, at);
        const running = stretches.find(({ from, until }) => from <= now && until > now);
        fc.pre(running !== undefined);
        const found = shiftToTakeOver(stretches, running!.personId, now, 0)!;
        expect(found).toMatchObject(running!);
        const earlier = stretches.filter(({ until }) => until <= running!.from);
        const own = earlier.findLast(({ personId }) => personId === running!.personId);
        if (own) expect(found.notesSince).toBeGreaterThanOrEqual(own.until);
        const before = earlier.at(-1);
        if (before && before !== own) expect(found.notesSince).toBeLessThanOrEqual(before.from);
        if (!own) expect(found.notesSince).toBeLessThanOrEqual(running!.from - 14 * DAY);
      }),
    );
  });

  test('of everybody else reach them: what is written in two weeks is for each who comes on call in that time', () => {
    fc.assert(
      fc.property(rota, part, part, (stretches, writtenAt, readAt) => {
        const [written, now] = [moment(stretches, writtenAt), moment(stretches, readAt)].sort((a, b) => a - b);
        const running = stretches.find(({ from, until }) => from <= now! && until > now!);
        fc.pre(running !== undefined && running.from >= written! && running.from - written! <= 14 * DAY);
        const seenBefore = stretches.some(
          ({ personId, until }) => personId === running!.personId && until > written! && until <= running!.from,
        );
        fc.pre(!seenBefore);
        expect(shiftToTakeOver(stretches, running!.personId, now!, 0)!.notesSince).toBeLessThanOrEqual(written!);
      }),
    );
  });

  test('are there an hour before the shift begins, and nobody gets them who is not on call then', () => {
    const stretches = [
      { personId: 1, from: 0, until: 7 * DAY },
      { personId: 2, from: 7 * DAY, until: 14 * DAY },
    ];
    expect(shiftToTakeOver(stretches, 2, 7 * DAY - 2 * HOUR, HOUR)).toBeNull();
    expect(shiftToTakeOver(stretches, 2, 7 * DAY - HOUR, HOUR)).toMatchObject({ from: 7 * DAY });
    expect(shiftToTakeOver(stretches, 1, 7 * DAY, HOUR)).toBeNull();
    expect(shiftToTakeOver(stretches, 3, 7 * DAY, HOUR)).toBeNull();
  });

  test('an hour of cover within a long shift hides nothing of its first days from whoever is next', () => {
    const stretches = [
      { personId: 1, from: 0, until: 5 * DAY },
      { personId: 2, from: 5 * DAY, until: 5 * DAY + HOUR },
      { personId: 1, from: 5 * DAY + HOUR, until: 7 * DAY },
      { personId: 3, from: 7 * DAY, until: 14 * DAY },
    ];
    expect(shiftToTakeOver(stretches, 3, 7 * DAY, 0)!.notesSince).toBeLessThanOrEqual(0);
    expect(shiftToTakeOver(stretches, 1, 6 * DAY, 0)!.notesSince).toBe(5 * DAY);
  });
});

test('a shift is handed over from four hours before its end to two hours after, to whoever follows within a day', () => {
  const stretches = [
    { personId: 1, from: 0, until: DAY },
    { personId: 2, from: DAY, until: 2 * DAY },
    { personId: 3, from: 4 * DAY, until: 5 * DAY },
  ];
  expect(shiftToHandOver(stretches, 1, DAY - 5 * HOUR)).toBeNull();
  expect(shiftToHandOver(stretches, 1, DAY - 4 * HOUR)).toMatchObject({ until: DAY, nextPersonId: 2 });
  expect(shiftToHandOver(stretches, 1, DAY + HOUR)).toMatchObject({ until: DAY, nextPersonId: 2 });
  expect(shiftToHandOver(stretches, 1, DAY + 2 * HOUR)).toBeNull();
  expect(shiftToHandOver(stretches, 2, 2 * DAY)).toMatchObject({ until: 2 * DAY, nextPersonId: null });
});

test('a person is on call without a break through two layers, and not through a gap', () => {
  const at = (day: number) => Temporal.Instant.fromEpochMilliseconds(day * DAY);
  const shift = (personId: number | null, layer: string, from: number, until: number): Shift => ({
    ...(personId === null ? { personId, layer: null, gap: 'uncovered' as const } : { personId, layer, gap: null }),
    ...{ startsAt: at(from), endsAt: at(until) },
  });
  const shifts = [
    ...[shift(1, 'Primary', 0, 1), shift(1, 'override', 1, 2), shift(null, '', 2, 3)],
    ...[shift(1, 'Primary', 3, 4), shift(2, 'Primary', 4, 5)],
  ];
  expect(stretchesOf(shifts)).toEqual([
    { personId: 1, from: 0, until: 2 * DAY },
    { personId: 1, from: 3 * DAY, until: 4 * DAY },
    { personId: 2, from: 4 * DAY, until: 5 * DAY },
  ]);
});
