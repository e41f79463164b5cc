import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type HoursWindow, type TeamHours, teamHours, type WorkingHours } from '../../../contract/working-hours.ts';
import { withTeamHours } from './definition.ts';
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

describe('hours by weekday', () => {
  const shortFridays: WorkingHours = {
    ...{ ...berlin, weekdays: [1, 2, 3, 4] },
    also: [
      { weekdays: [5], from: '13:00', to: '15:00' },
      { weekdays: [5], from: '09:00', to: '12:00' },
    ],
  };

  test.each([
    ['2026-05-08T11:59:59+02:00', true],
    ['2026-05-08T12:30:00+02:00', false],
    ['2026-05-08T14:00:00+02:00', true],
    ['2026-05-08T15:00:00+02:00', false],
    ['2026-05-07T15:00:00+02:00', true],
  ])('hold at %s: %s', (instant, expected) => {
    expect(isWorkingTime(shortFridays, at(instant))).toBe(expected);
  });

  test('begin again after a break, and on the next of their days', () => {
    const next = (instant: string) => nextWorkingTime(shortFridays, at(instant))?.toString();
    expect(next('2026-05-08T12:30:00+02:00')).toBe('2026-05-08T11:00:00Z');
    expect(next('2026-05-08T15:00:00+02:00')).toBe('2026-05-11T07:00:00Z');
    expect(next('2026-05-07T17:00:00+02:00')).toBe('2026-05-08T07:00:00Z');
  });
});

describe('working hours, whatever they are', () => {
  const MINUTE_MS = 60_000;
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
  const anyWindow: fc.Arbitrary<HoursWindow> = fc
    .tuple(weekdays, fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 1_440 }))
    .filter(([, from, to]) => to > from)
    .map(([days, from, to]) => ({ weekdays: days, from: clock(from), to: clock(to) }));
  const anyHours: fc.Arbitrary<WorkingHours> = fc
    .record({
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC'),
      window: anyWindow,
      also: fc.array(anyWindow, { minLength: 1, maxLength: 3 }),
      holidays: fc.array(
        fc.integer({ min: 0, max: 40 }).map((days) => Temporal.PlainDate.from('2026-03-01').add({ days }).toString()),
        { maxLength: 12 },
      ),
    })
    .map(({ window, ...hours }) => ({ ...hours, ...window }));
  /** Five weeks in which clocks change in the north and in the south. */
  const anyInstant = fc
    .integer({ min: 0, max: 35 * 1_440 })
    .map((minutes) => at('2026-03-05T00:00:00Z').add({ minutes }));

  test('the next working instant is in working hours, and nothing before it is', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, (hours, after) => {
        fc.pre(!isWorkingTime(hours, after));
        const next = nextWorkingTime(hours, after);
        const end = next ?? after.add({ hours: 13 * 24 });
        if (next) expect(isWorkingTime(hours, next)).toBe(true);
        for (let ms = after.epochMilliseconds; ms < end.epochMilliseconds; ms += 23 * MINUTE_MS) {
          expect(isWorkingTime(hours, Temporal.Instant.fromEpochMilliseconds(ms))).toBe(false);
        }
        if (next) expect(isWorkingTime(hours, next.subtract({ milliseconds: 1 }))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('between two edges that follow each other nothing changes', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, (hours, from) => {
        const to = from.add({ hours: 72 });
        const edges = [from.epochMilliseconds, ...workingHoursEdges(hours, from, to), to.epochMilliseconds];
        edges.slice(1).forEach((edge, index) => {
          const before = edges[index]!;
          if (edge === before) return;
          const holdsAt = (ms: number) => isWorkingTime(hours, Temporal.Instant.fromEpochMilliseconds(ms));
          expect(holdsAt(edge - 1)).toBe(holdsAt(before));
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the hours of a team', () => {
  const hours: TeamHours = { timeZone: 'Europe/Berlin', weekdays: [1], from: '09:00', to: '17:00' };
  const ladder = { steps: [], repeat: 0, catchAll: null };

  test('stand in the place of its name, with its days off in order and no more of them than fit', () => {
    const holidays = Array.from({ length: 400 }, (_, days) => ({
      date: Temporal.PlainDate.from('2026-01-01')
        .add({ days: days % 380 })
        .toString(),
    }));
    const found = withTeamHours({ ...ladder, workingHoursTeamId: 7, waitsForWorkingHours: true }, hours, holidays);
    expect(found).toMatchObject({ waitsForWorkingHours: true, workingHours: hours });
    expect(found).not.toHaveProperty('workingHoursTeamId');
    expect(found.workingHours!.holidays).toHaveLength(366);
    expect(found.workingHours!.holidays[0]).toBe('2026-01-01');
  });

  test('that has none hold nothing back', () => {
    expect(withTeamHours({ ...ladder, workingHoursTeamId: 7, waitsForWorkingHours: true }, null, [])).toEqual(ladder);
  });

  test('end after they start, on every weekday', () => {
    const also = [{ weekdays: [5], from: '12:00', to: '09:00' }];
    expect(teamHours.safeParse(hours).success).toBe(true);
    expect(teamHours.safeParse({ ...hours, also }).success).toBe(false);
    expect(teamHours.safeParse({ ...hours, to: '09:00' }).success).toBe(false);
  });
});
