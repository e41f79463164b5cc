import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Layer, Restriction } from '../../../contract/respond/schedules/schedule-definition.ts';
import { layerShifts } from './rotation/layers.ts';
import { turnsBetween } from './rotation/rotation.ts';
import type { Override, Schedule, Shift } from './schedule.ts';
import { shiftsBetween } from './timeline.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/* The oracle: the same rules told a second time, as plainly as possible, on Intl and Date alone. */

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Offset of a zone from UTC in milliseconds, read off a formatted date. */
function offsetAt(timeZone: string, instant: number): number {
  const key = `${timeZone} ${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric' as const;
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  const offset = local - Math.floor(instant / 1000) * 1000;
  offsets.set(key, offset);
  return offset;
}

/** `local` is a wall-clock time written as if it were UTC. */
function oracleInstant(timeZone: string, local: number): number {
  const before = offsetAt(timeZone, local - 1.5 * DAY);
  const after = offsetAt(timeZone, local + 1.5 * DAY);
  const candidates = [local - before, local - after].filter(
    (instant) => instant + offsetAt(timeZone, instant) === local,
  );
  return candidates.length > 0 ? Math.min(...candidates) : local - before;
}

const clockMilliseconds = (clock: string) => {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours! * 60 + minutes!) * MINUTE;
};
const weekdayOf = (day: number) => new Date(day).getUTCDay() || 7;

function oracleOpen(timeZone: string, restrictions: readonly Restriction[], instant: number): boolean {
  if (restrictions.length === 0) return true;
  const today = Math.floor((instant + offsetAt(timeZone, instant)) / DAY) * DAY;
  return [-2, -1, 0, 1].some((shift) => {
    const day = today + shift * DAY;
    return restrictions.some(({ weekdays, from, to }) => {
      const length = (clockMilliseconds(to) - clockMilliseconds(from) + DAY) % DAY || DAY;
      const opens = day + clockMilliseconds(from);
      return (
        weekdays.includes(weekdayOf(day)) &&
        oracleInstant(timeZone, opens) <= instant &&
        instant < oracleInstant(timeZone, opens + length)
      );
    });
  });
}

/** Walks from handoff to handoff, from the first one on. */
function oracleTurn(timeZone: string, layer: Layer, instant: number): number | null {
  const { unit, every, handoffTime, handoffWeekday } = layer.rotation;
  let day = Date.parse(layer.startsOn);
  while (handoffWeekday !== undefined && weekdayOf(day) !== handoffWeekday) day += DAY;
  const clock = clockMilliseconds(handoffTime);
  if (instant < oracleInstant(timeZone, day + clock)) return null;
  if (layer.endsOn && instant >= oracleInstant(timeZone, Date.parse(layer.endsOn) + clock)) return null;
  const period = every * (unit === 'week' ? 7 : 1) * DAY;
  let turn = 0;
  while (oracleInstant(timeZone, day + (turn + 1) * period + clock) <= instant) turn++;
  return layer.participants[turn % layer.participants.length] ?? null;
}

function oracle(schedule: Schedule, instant: number): { personId: number | null; layer: string | null } {
  const works = (personId: number) => !schedule.disabledPersonIds?.includes(personId);
  for (const { personId, startsAt, endsAt } of schedule.overrides.toReversed()) {
    if (startsAt.epochMilliseconds <= instant && instant < endsAt.epochMilliseconds && works(personId)) {
      return { personId, layer: 'override' };
    }
  }
  for (const layer of schedule.definition.layers.toReversed()) {
    const personId = oracleTurn(schedule.timeZone, layer, instant);
    if (personId !== null && works(personId) && oracleOpen(schedule.timeZone, layer.restrictions ?? [], instant)) {
      return { personId, layer: layer.name };
    }
  }
  return { personId: null, layer: null };
}

/* Schedules around the days on which clocks are moved. */

const TURNING_POINTS = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/Santiago', '2026-09-06'],
  ['Asia/Kolkata', '2026-03-29'],
  ['UTC', '2024-02-29'],
] as const;

const dateText = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
const instantAt = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds);
const anyPerson = fc.integer({ min: 1, max: 5 });
const anyClock = fc.oneof(
  fc.constantFrom('00:00', '02:00', '02:15', '02:30', '09:00'),
  fc.integer({ min: 0, max: 1439 }).map((minute) => {
    const pad = (value: number) => String(value).padStart(2, '0');
    return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
  }),
);
const anyRestriction = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  from: anyClock,
  to: fc.oneof(anyClock, fc.constant('24:00')),
});

const anyLayer = (name: string, anchor: number, oldestDays: number): fc.Arbitrary<Layer> =>
  fc
    .record({
      daily: fc.boolean(),
      every: fc.integer({ min: 1, max: 3 }),
      handoffTime: anyClock,
      handoffWeekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
      startedDays: fc.integer({ min: -3, max: oldestDays }),
      lastsDays: fc.option(fc.integer({ min: 1, max: oldestDays + 5 }), { nil: undefined }),
      participants: fc.array(fc.option(anyPerson, { freq: 5 }), { minLength: 1, maxLength: 5 }),
      restrictions: fc.array(anyRestriction, { maxLength: 2 }),
    })
    .map(({ daily, every, handoffTime, handoffWeekday, startedDays, lastsDays, participants, restrictions }) => {
      const startsOn = anchor - startedDays * DAY;
      return {
        name,
        rotation: {
          unit: daily ? ('day' as const) : ('week' as const),
          every,
          handoffTime,
          ...(daily || handoffWeekday === undefined ? {} : { handoffWeekday }),
        },
        startsOn: dateText(startsOn),
        ...(lastsDays === undefined ? {} : { endsOn: dateText(startsOn + lastsDays * DAY) }),
        participants,
        restrictions,
      };
    });

const anyCase = (oldestDays = 30) =>
  fc.constantFrom(...TURNING_POINTS).chain(([timeZone, date]) => {
    const anchor = Date.parse(date);
    const anyMoment = fc.integer({ min: -4 * 24 * 60, max: 4 * 24 * 60 }).map((minutes) => anchor + minutes * MINUTE);
    const anyRange = fc
      .tuple(anyMoment, anyMoment)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const anyOverride = fc
      .tuple(anyPerson, anyRange)
      .map(([personId, [start, end]]): Override => ({ personId, startsAt: instantAt(start), endsAt: instantAt(end) }));
    return fc.record({
      schedule: fc.record({
        timeZone: fc.constant(timeZone),
        definition: fc
          .integer({ min: 0, max: 3 })
          .chain((count) =>
            fc.tuple(...Array.from({ length: count }, (_, index) => anyLayer(`L${index}`, anchor, oldestDays))),
          )
          .map((layers) => ({ layers })),
        overrides: fc.array(anyOverride, { maxLength: 3 }),
        disabledPersonIds: fc.uniqueArray(anyPerson, { maxLength: 2 }),
      }),
      range: anyRange,
      middle: fc.double({ min: 0, max: 1, noNaN: true }),
    });
  });

const timeline = (schedule: Schedule, from: number, to: number) =>
  shiftsBetween(schedule, instantAt(from), instantAt(to));
const flat = (shifts: readonly Shift[]) =>
  shifts.map(({ startsAt, endsAt, ...onCall }) => ({
    start: startsAt.epochMilliseconds,
    end: endsAt.epochMilliseconds,
    ...onCall,
  }));

describe('for any schedule and range', () => {
  test('the shifts touch one another and cover the range exactly', () => {
    fc.assert(
      fc.property(anyCase(), ({ schedule, range: [from, to] }) => {
        const shifts = flat(timeline(schedule, from, to));
        expect(shifts[0]!.start).toBe(from);
        expect(shifts.at(-1)!.end).toBe(to);
        shifts.forEach((shift, index) => {
          expect(shift.end).toBeGreaterThan(shift.start);
          expect(shift.personId === null).toBe(shift.gap !== null);
          const previous = shifts[index - 1];
          if (!previous) return;
          expect(shift.start).toBe(previous.end);
          expect([shift.personId, shift.layer, shift.gap]).not.toEqual([
            previous.personId,
            previous.layer,
            previous.gap,
          ]);
        });
      }),
      { numRuns: 300 },
    );
  });

  const agreesWithOracle = ({
    schedule,
    range: [from, to],
  }: {
    schedule: Schedule;
    range: readonly [number, number];
  }) => {
    for (const { start, end, personId, layer } of flat(timeline(schedule, from, to))) {
      const samples = [start, end - 1];
      const firstQuarter = Math.ceil(start / (15 * MINUTE)) * 15 * MINUTE;
      for (let sample = firstQuarter; sample < end; sample += 15 * MINUTE) samples.push(sample);
      for (const sample of samples) {
        expect({ at: dateText(sample), ...oracle(schedule, sample) }).toEqual({
          at: dateText(sample),
          personId,
          layer,
        });
      }
    }
  };

  test('a plain walk through all handoffs names the same people', () => {
    fc.assert(fc.property(anyCase(), agreesWithOracle), { numRuns: 120 });
  });

  test('so it does for layers that are years old', () => {
    fc.assert(fc.property(anyCase(2_000), agreesWithOracle), { numRuns: 8 });
  });

  test('two halves joined are the whole', () => {
    fc.assert(
      fc.property(anyCase(), ({ schedule, range: [from, to], middle }) => {
        const cut = Math.round(from + (to - from) * middle);
        const halves = [...flat(timeline(schedule, from, cut)), ...flat(timeline(schedule, cut, to))];
        const seam = halves.findIndex(
          (shift, index) =>
            index > 0 &&
            shift.personId === halves[index - 1]!.personId &&
            shift.layer === halves[index - 1]!.layer &&
            shift.gap === halves[index - 1]!.gap,
        );
        if (seam > 0) halves.splice(seam - 1, 2, { ...halves[seam - 1]!, end: halves[seam]!.end });
        expect(halves).toEqual(flat(timeline(schedule, from, to)));
      }),
      { numRuns: 200 },
    );
  });

  test('whoever works and has an override is on call through it', () => {
    fc.assert(
      fc.property(anyCase(), fc.integer({ min: 1, max: 5 }), ({ schedule, range: [from, to] }, personId) => {
        fc.pre(!schedule.disabledPersonIds.includes(personId));
        const added = { personId, startsAt: instantAt(from), endsAt: instantAt(to) };
        const covered = { ...schedule, overrides: [...schedule.overrides, added] };
        expect(flat(timeline(covered, from, to))).toEqual([
          { start: from, end: to, personId, layer: 'override', gap: null },
        ]);
        const before = { ...schedule, overrides: [added, ...schedule.overrides] };
        expect(flat(timeline(before, from, to)).every((shift) => shift.layer === 'override')).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('the rows of the layers never show what the final timeline contradicts', () => {
    fc.assert(
      fc.property(anyCase(), ({ schedule, range: [from, to] }) => {
        const top = layerShifts(schedule, instantAt(from), instantAt(to)).at(-1);
        for (const { startsAt, endsAt, personId, disabled } of top?.shifts ?? []) {
          if (personId === null || disabled) continue;
          for (const shift of timeline(
            { ...schedule, overrides: [] },
            startsAt.epochMilliseconds,
            endsAt.epochMilliseconds,
          )) {
            expect(shift.personId).toBe(personId);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('participants take equal turns, in order', () => {
  const people = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(anyLayer('L', Date.parse('2026-03-29'), 400), people, (layer, participants) => {
      const { endsOn: _, ...endless } = layer;
      const from = Date.parse('2026-03-29T00:00Z');
      const turns = turnsBetween('Europe/Berlin', { ...endless, participants }, from, from + 400 * DAY);
      const whole = turns.slice(0, turns.length - (turns.length % participants.length));
      for (const person of participants) {
        expect(whole.filter(({ personId }) => personId === person)).toHaveLength(whole.length / participants.length);
      }
      for (const { turn, personId } of turns) expect(personId).toBe(participants[turn % participants.length]);
    }),
    { numRuns: 100 },
  );
});

test('in every zone of the world handoffs keep their time of day, unless clocks skip it', () => {
  const layer: Layer = {
    name: 'L',
    rotation: { unit: 'day', every: 1, handoffTime: '02:30' },
    startsOn: '2006-01-01',
    participants: [1, 2, 3],
  };
  const from = Date.parse('2026-01-01T00:00Z');
  const weeks = Array.from({ length: 53 }, (_, week) => from + week * 7 * DAY);
  const changesIn = (timeZone: string, week: number) => offsetAt(timeZone, week) !== offsetAt(timeZone, week + 7 * DAY);
  const zones = Intl.supportedValuesOf('timeZone');
  // The weeks in which clocks change, and a plain one.
  const looks = zones.flatMap((timeZone) =>
    weeks.filter((week) => week === from || changesIn(timeZone, week)).map((week) => ({ timeZone, week })),
  );
  expect(looks.length).toBeGreaterThan(zones.length + 200);
  for (const { timeZone, week } of looks) {
    const turns = turnsBetween(timeZone, layer, week - 2 * DAY, week + 9 * DAY);
    turns.forEach(({ start }, index) => {
      if (index > 0) expect(start, timeZone).toBe(turns[index - 1]!.end);
      const local = start + offsetAt(timeZone, start);
      if (local % DAY === 150 * MINUTE) return;
      // Moved forward: no instant of that day may show 02:30.
      const wanted = Math.floor(local / DAY) * DAY + 150 * MINUTE;
      const shown = [-30, 30].map((hours) => wanted - offsetAt(timeZone, wanted + hours * 60 * MINUTE));
      for (const instant of shown) expect(instant + offsetAt(timeZone, instant), timeZone).not.toBe(wanted);
    });
  }
});
