import fc from 'fast-check';
import { expect, test } from 'vitest';
import { union } from '../../respond/schedules/span.ts';
import { usualHours } from './hours.ts';
import { type PaidSpan, type PayRates, paidMinutes, paidOnce, payKinds, payKindsOf, payOf } from './pay.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca'];
const minute = 60_000;
const hour = 60 * minute;
const span: fc.Arbitrary<PaidSpan> = fc
  .record({
    start: fc.integer({ min: 0, max: 365 * 24 * 60 }),
    length: fc.integer({ min: 1, max: 10 * 24 * 60 }),
    teamId: fc.constantFrom(null, 1, 2),
  })
  .map(({ start, length, teamId }) => {
    const from = Date.parse('2026-01-01T00:00:00Z') + start * minute;
    return { start: from, end: from + length * minute, teamId };
  });
const lengthOf = (spans: readonly { start: number; end: number }[]) =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

test('the minutes of all kinds are the minutes on call, in any zone, over changes of the clock, each paid once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(span, { maxLength: 8 }),
      fc.integer({ min: 0, max: 6 }),
      (zone, spans, modulus) => {
        const paid = paidOnce(spans);
        expect(lengthOf(paid)).toBe(lengthOf(union(spans)));
        const isHoliday = (teamId: number | null, date: string) =>
          teamId === 1 && Number(date.slice(8)) % 7 === modulus;
        const sums = payKindsOf(zone, usualHours, isHoliday).of(paid);
        expect(payKinds.reduce((sum, kind) => sum + sums[kind], 0)).toBe(lengthOf(paid));
      },
    ),
    { numRuns: 100 },
  );
});

test('of two who share a schedule by covers, each minute is paid to one of them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 * 24 * 60 }), { minLength: 1, maxLength: 9 }), (cuts) => {
      const start = Date.parse('2026-03-01T00:00:00Z');
      const borders = [0, ...cuts.toSorted((a, b) => a - b), 61 * 24 * 60].map((at) => start + at * minute);
      const turns = borders.slice(1).map((end, place) => ({ start: borders[place]!, end, teamId: null }));
      const kinds = payKindsOf('Europe/Berlin', usualHours, () => false);
      const shares = [0, 1].map((who) => kinds.of(paidOnce(turns.filter((_, place) => place % 2 === who))));
      const whole = kinds.of(turns);
      for (const kind of payKinds) expect(shares[0]![kind] + shares[1]![kind]).toBe(whole[kind]);
      expect(payKinds.reduce((sum, kind) => sum + whole[kind], 0)).toBe(61 * 24 * hour);
    }),
    { numRuns: 50 },
  );
});

const rates: PayRates = {
  currency: 'EUR',
  hourly: { weekday: 2, night: 3.5, weekend: 4, holiday: 8 },
  perShift: 10,
  perCallOut: { weekday: 25, night: 50, weekend: 50, holiday: 100 },
  roundToMinutes: 15,
  rounding: 'up',
};

test('a night on which clocks go forward is paid an hour less, a holiday before the weekend, and rounding holds for each kind', () => {
  const from = Date.parse('2026-03-27T16:00:00Z');
  // Friday 17:00 to Monday 08:00 in Berlin; Sunday lost an hour, and Saturday is a holiday.
  const to = Date.parse('2026-03-30T06:00:00Z');
  const kinds = payKindsOf('Europe/Berlin', usualHours, (_, date) => date === '2026-03-28');
  const sums = kinds.of([{ start: from, end: to, teamId: 1 }]);
  expect(sums).toEqual({ weekday: 6 * hour, night: 9 * hour, weekend: 23 * hour, holiday: 24 * hour });
  expect(kinds.at(Date.parse('2026-03-28T12:00:00Z'), 1)).toBe('holiday');
  expect(paidMinutes(61 * minute, rates)).toBe(75);
  expect(paidMinutes(61 * minute, { ...rates, rounding: 'nearest' })).toBe(60);
  const hours = { weekday: 360, night: 540, weekend: 1380, holiday: 1440 };
  const called = { weekday: 0, night: 2, weekend: 0, holiday: 1 };
  expect(payOf(hours, called, 1, rates)).toEqual({ standby: 327.5, shifts: 10, callOuts: 200, total: 537.5 });
});
