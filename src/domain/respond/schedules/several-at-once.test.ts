import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Layer } from '../../../contract/respond/schedules/schedule-definition.ts';
import { changesBetween } from './changes.ts';
import { stretchesOf } from './handoff.ts';
import { pastShifts, seatsOfHistory } from './history.ts';
import { everybodyOnCallAt, nextHandoff, nextPeopleOnCall, nextShift, onCallAt } from './on-call.ts';
import { onCallHours } from './rota/fairness.ts';
import { keepTurns } from './rotation/keep-turns.ts';
import { participantsWithoutHours } from './rotation/without-hours.ts';
import type { Override, Schedule } from './schedule.ts';
import { everyShiftBetween, isOnCallThroughout, seatsBetween } from './seats.ts';

const at = (text: string | number) => Temporal.Instant.fromEpochMilliseconds(new Date(text).getTime());
const from = Date.parse('2026-03-23T00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const pair: Layer = {
  name: 'Pair',
  rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
  startsOn: '2026-03-01',
  participants: [1, 2, 3],
  atOnce: 2,
};
const of = (layers: Layer[], more: Partial<Schedule> = {}): Schedule => ({
  ...{ timeZone: 'UTC', definition: { layers }, overrides: [] },
  ...more,
});
const idsAt = (schedule: Schedule, moment: string | number) =>
  everybodyOnCallAt(schedule, at(moment)).flatMap(({ personId }) => personId ?? []);

describe('two at once', () => {
  test('are whoever has the turn and the next in the order; at each handoff one goes and one comes', () => {
    const schedule = of([pair]);
    expect(idsAt(schedule, '2026-03-01T09:00Z')).toEqual([1, 2]);
    expect(idsAt(schedule, '2026-03-02T09:00Z')).toEqual([2, 3]);
    expect(idsAt(schedule, '2026-03-03T09:00Z')).toEqual([3, 1]);
    const handoff = nextHandoff(schedule, at('2026-03-01T12:00Z'))!;
    expect(handoff.at.toString()).toBe('2026-03-02T09:00:00Z');
    expect(handoff.people.map(({ personId }) => personId)).toEqual([2, 3]);
    expect(nextPeopleOnCall(schedule, at('2026-03-01T12:00Z'), at('2026-03-05T00:00Z'))).toEqual([3]);
    const next = nextShift(schedule, 3, at('2026-03-01T12:00Z'))!;
    expect([next.startsAt.toString(), next.endsAt.toString()]).toEqual([
      '2026-03-02T09:00:00Z',
      '2026-03-04T09:00:00Z',
    ]);
  });

  test('a layer of one above a pair covers both of them', () => {
    const night: Layer = { ...pair, name: 'Night', participants: [9], atOnce: 1 };
    const top = { ...night, restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }] };
    const schedule = of([pair, top]);
    expect(idsAt(schedule, '2026-03-24T23:00Z')).toEqual([9]);
    expect(idsAt(schedule, '2026-03-24T12:00Z')).toHaveLength(2);
  });

  test('a pair that is short of a person is filled from the layer below', () => {
    const below: Layer = { ...pair, name: 'Below', participants: [7], atOnce: 1 };
    const short: Layer = { ...pair, participants: [1, null] };
    expect(idsAt(of([below, short]), '2026-03-24T12:00Z')).toEqual([1, 7]);
  });

  test('an empty slot leaves its place empty on purpose', () => {
    const layer: Layer = { ...pair, participants: [1, null, 3] };
    expect(idsAt(of([layer]), '2026-03-01T12:00Z')).toEqual([1]);
    expect(idsAt(of([layer]), '2026-03-02T12:00Z')).toEqual([3]);
    expect(idsAt(of([layer]), '2026-03-03T12:00Z')).toEqual([3, 1]);
    expect(onCallAt(of([{ ...pair, participants: [null, null] }]), at('2026-03-02T12:00Z')).gap).toBe('deliberate');
  });

  test('an override without a name of whom it replaces takes the first place, and one of somebody on call moves them up', () => {
    const override = (personId: number): Override => ({ personId, startsAt: at(from), endsAt: at(from + 20 * DAY) });
    const alone = idsAt(of([pair]), '2026-03-24T12:00Z');
    expect(idsAt(of([pair], { overrides: [override(8)] }), '2026-03-24T12:00Z')).toEqual([8, alone[1]]);
    expect(idsAt(of([pair], { overrides: [override(alone[1]!)] }), '2026-03-24T12:00Z')).toEqual(alone.toReversed());
  });

  test('a later override of somebody who is covered already replaces the cover', () => {
    const [first] = idsAt(of([pair]), from + HOUR);
    const cover = (personId: number, replacesPersonId: number): Override => ({
      ...{ personId, replacesPersonId },
      ...{ startsAt: at(from), endsAt: at(from + 2 * HOUR) },
    });
    expect(idsAt(of([pair], { overrides: [cover(8, first!), cover(9, 8)] }), from + HOUR)[0]).toBe(9);
    expect(idsAt(of([pair], { overrides: [cover(8, first!), cover(9, first!)] }), from + HOUR)[0]).toBe(9);
  });

  test('nobody who is second only is without hours', () => {
    const office = { ...pair, restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
    const seven = { ...office, participants: [1, 2, 3, 4, 5, 6, 7] };
    expect(participantsWithoutHours({ ...seven, atOnce: 1 }, '2026-03-23')).toHaveLength(2);
    expect(participantsWithoutHours(seven, '2026-03-23')).toHaveLength(1);
    expect(participantsWithoutHours({ ...seven, atOnce: 3 }, '2026-03-23')).toHaveLength(0);
  });
});

/* Laws. */

const anyPerson = fc.integer({ min: 1, max: 6 });
const anyLayer = fc.record({
  name: fc.constant('L'),
  rotation: fc.record({
    unit: fc.constant('day' as const),
    every: fc.integer({ min: 1, max: 3 }),
    handoffTime: fc.constantFrom('00:00', '02:30', '09:00'),
  }),
  startsOn: fc.constant('2026-03-01'),
  participants: fc.uniqueArray(anyPerson, { minLength: 1, maxLength: 6 }),
  atOnce: fc.integer({ min: 1, max: 4 }),
});
const anyZone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe');
const anyMoment = fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minutes) => from + minutes * 60_000);
const anyRange = fc
  .tuple(anyMoment, anyMoment)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

test('at each moment exactly as many different people are on call as the layer says, or all who can be', () => {
  fc.assert(
    fc.property(
      anyZone,
      anyLayer,
      fc.uniqueArray(anyPerson, { maxLength: 4 }),
      anyMoment,
      (timeZone, layer, disabledPersonIds, moment) => {
        fc.pre(layer.atOnce > 1);
        const people = idsAt(of([layer], { timeZone, disabledPersonIds }), moment);
        const able = layer.participants.filter((personId) => !disabledPersonIds.includes(personId));
        expect(new Set(people).size).toBe(people.length);
        expect(people.length).toBe(Math.min(layer.atOnce, able.length));
        for (const personId of people) expect(able).toContain(personId);
      },
    ),
    { numRuns: 300 },
  );
});

test('the first of several is whoever a node that knows only one has on call', () => {
  fc.assert(
    fc.property(anyZone, anyLayer, anyMoment, (timeZone, layer, moment) => {
      const { atOnce: _, ...alone } = layer;
      expect(idsAt(of([layer], { timeZone }), moment)[0]).toBe(idsAt(of([alone], { timeZone }), moment)[0]);
    }),
  );
});

test('an override that replaces somebody changes nobody else, and nothing while they are not on call', () => {
  fc.assert(
    fc.property(
      anyZone,
      anyLayer,
      anyPerson,
      fc.integer({ min: 7, max: 9 }),
      anyRange,
      anyMoment,
      (timeZone, layer, replacesPersonId, personId, [start, end], moment) => {
        const override = { personId, replacesPersonId, startsAt: at(start), endsAt: at(end) };
        const before = idsAt(of([layer], { timeZone }), moment);
        const after = idsAt(of([layer], { timeZone, overrides: [override] }), moment);
        const runs = start <= moment && moment < end;
        expect(after).toEqual(before.map((each) => (runs && each === replacesPersonId ? personId : each)));
      },
    ),
    { numRuns: 300 },
  );
});

test('an edit of the order never takes the turn from whoever has it first', () => {
  fc.assert(
    fc.property(
      anyZone,
      anyLayer,
      fc.uniqueArray(anyPerson, { minLength: 1, maxLength: 6 }),
      anyMoment,
      (timeZone, layer, participants, moment) => {
        const before = { timeZone, definition: { layers: [layer] } };
        const [first] = idsAt(of([layer], { timeZone }), moment);
        fc.pre(participants.includes(first!));
        const definition = keepTurns(
          before,
          { timeZone, definition: { layers: [{ ...layer, participants }] } },
          moment,
        );
        const people = idsAt({ timeZone, definition, overrides: [] }, moment);
        const place = participants.indexOf(first!);
        const inOrder = [...participants.slice(place), ...participants.slice(0, place)];
        expect(people).toEqual(inOrder.slice(0, layer.atOnce));
      },
    ),
    { numRuns: 200 },
  );
});

const anySchedule = fc
  .record({
    timeZone: anyZone,
    layer: anyLayer,
    above: fc.option(anyLayer),
    overrides: fc.array(fc.record({ personId: anyPerson, replacesPersonId: fc.option(anyPerson), range: anyRange }), {
      maxLength: 3,
    }),
    disabledPersonIds: fc.uniqueArray(anyPerson, { maxLength: 2 }),
  })
  .map(
    ({ timeZone, layer, above, overrides, disabledPersonIds }): Schedule => ({
      timeZone,
      definition: { layers: above ? [layer, { ...above, name: 'Above' }] : [layer] },
      overrides: overrides.map(({ range: [start, end], ...people }) => ({
        ...people,
        startsAt: at(start),
        endsAt: at(end),
      })),
      disabledPersonIds,
    }),
  );

test('seats: the first covers the range, nobody has two at once, and every view counts the same hours', () => {
  fc.assert(
    fc.property(anySchedule, anyRange, (schedule, [start, end]) => {
      const seats = seatsBetween(schedule, at(start), at(end));
      const length = seats[0]!.reduce(
        (sum, { startsAt, endsAt }) => sum + endsAt.epochMilliseconds - startsAt.epochMilliseconds,
        0,
      );
      expect(length).toBe(end - start);
      const every = everyShiftBetween(schedule, at(start), at(end));
      for (const one of every)
        for (const other of every) {
          if (one === other || one.personId === null || one.personId !== other.personId) continue;
          const apart =
            one.endsAt.epochMilliseconds <= other.startsAt.epochMilliseconds ||
            other.endsAt.epochMilliseconds <= one.startsAt.epochMilliseconds;
          expect(apart).toBe(true);
        }
      const stretches = stretchesOf(every);
      for (const { personId, hours } of onCallHours(every, schedule.timeZone)) {
        const own = stretches.filter((each) => each.personId === personId);
        expect(own.reduce((sum, each) => sum + each.until - each.from, 0)).toBeCloseTo(hours * HOUR, 0);
        for (const each of own)
          expect(isOnCallThroughout(schedule, personId, at(each.from), at(each.until))).toBe(true);
      }
      expect(changesBetween(every, every)).toEqual([]);
      const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
      const history = {
        versions: [{ inForceFrom: 0, teamId: null, timeZone: schedule.timeZone, definition: schedule.definition }],
        overrides: schedule.overrides,
        disabled: new Map(schedule.disabledPersonIds!.map((personId) => [personId, [always]])),
      };
      expect(seatsOfHistory(history, start, end)).toEqual(seats);
      expect(pastShifts(history, start, end).map(({ personId, startAt, endAt }) => [personId, startAt, endAt])).toEqual(
        stretches.map((each) => [each.personId, each.from, each.until]),
      );
    }),
    { numRuns: 200 },
  );
});
