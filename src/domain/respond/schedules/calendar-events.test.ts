import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absencesOf, type CalendarEvent, type CalendarTime, holidaysOf } from './calendar-events.ts';

const DAY_MS = 86_400_000;
const from = Date.parse('2026-03-01T00:00:00Z');
const wanted = { titleWords: [], from, to: from + 400 * DAY_MS, most: 20 };

const date = fc
  .integer({ min: -30, max: 450 })
  .map((days) => new Date(from + days * DAY_MS).toISOString().slice(0, 10));
const time: fc.Arbitrary<CalendarTime> = fc.oneof(
  date.map((day) => ({ date: day })),
  fc.integer({ min: -30 * 24, max: 450 * 24 }).map((hours) => ({ atMs: from + hours * 3_600_000 })),
  fc.record({
    clock: date.map((day) => `${day}T02:30:00`),
    zone: fc.constantFrom(null, 'Europe/Berlin', 'Nowhere/At-all'),
  }),
  fc.constantFrom({ date: '2026-02-30' }, { atMs: Number.NaN }),
);
const events = fc.array(
  fc.record({
    title: fc.string(),
    isPrivate: fc.boolean(),
    start: time,
    end: time,
  }) satisfies fc.Arbitrary<CalendarEvent>,
  { maxLength: 40 },
);

test('absences are spans of the range, in order, each once, whatever the order of the events', () => {
  fc.assert(
    fc.property(events, (list) => {
      const read = absencesOf(list, { ...wanted, zone: 'America/New_York' });
      expect(absencesOf(list.toReversed(), { ...wanted, zone: 'America/New_York' })).toEqual(read);
      expect(read.absences.length).toBeLessThanOrEqual(wanted.most);
      expect(read.absences.length + read.leftOut).toBeLessThanOrEqual(list.length);
      for (const { start, end } of read.absences)
        expect([start < end, end > wanted.from, start < wanted.to, end - start <= 400 * DAY_MS]).toEqual(
          Array(4).fill(true),
        );
      const starts = read.absences.map(({ start }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(new Set(read.absences.map((one) => JSON.stringify(one))).size).toBe(read.absences.length);
    }),
  );
});

test('holidays are dates of the range, each once, in order, whatever the order of the events', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { holidays } = holidaysOf(list, wanted);
      expect(holidaysOf(list.toReversed(), wanted).holidays).toEqual(holidays);
      const dates = holidays.map((holiday) => holiday.date);
      expect(dates).toEqual([...new Set(dates)].toSorted());
      for (const day of dates) expect(day >= '2026-03-01' && day < '2027-04-05').toBe(true);
    }),
  );
});

test('a holiday of several days is each of them, and an event with times is none', () => {
  const whole = { title: 'Easter', isPrivate: false, start: { date: '2026-04-03' }, end: { date: '2026-04-07' } };
  const timed = { ...whole, title: 'Party', start: { atMs: from }, end: { atMs: from + 3_600_000 } };
  expect(holidaysOf([whole, timed], wanted).holidays.map((holiday) => holiday.date)).toEqual([
    ...['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'],
  ]);
});

test('with words, only titles that have one of them count', () => {
  const titled = (title: string) => ({ title, isPrivate: false, start: { atMs: from }, end: { atMs: from + 1 } });
  const list = ['Dentist', 'VACATION in Rome', 'Out of office'].map(titled);
  const read = absencesOf(list, { ...wanted, zone: 'UTC', titleWords: ['vacation', 'out of office'] });
  expect(read.absences.map(({ note }) => note).toSorted()).toEqual(['Out of office', 'VACATION in Rome']);
});
