import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { inTurn, nextOccurrence, type SeriesTimes } from './series.ts';

const at = (text: string) => Date.parse(text);
const text = (ms: number) => new Date(ms).toISOString().slice(0, 16);

test('A monthly series at the end of a month stays there, on the clock of its zone', () => {
  const times: SeriesTimes = { rhythm: 'monthly', firstAt: '2027-01-31T10:00', timeZone: 'Europe/Berlin' };
  const found = ['2027-01-01T00:00Z', '2027-01-31T09:00Z', '2027-03-01T00:00Z', '2027-04-01T00:00Z'].map((after) =>
    text(nextOccurrence(times, at(after))),
  );
  expect(found).toEqual(['2027-01-31T09:00', '2027-02-28T09:00', '2027-03-31T08:00', '2027-04-30T08:00']);
});

test('Whenever one looks, the next drill is ahead, by no more than its rhythm, at the time of day it was set for', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const rhythm = fc.constantFrom('weekly' as const, 'monthly' as const, 'quarterly' as const);
  const day = 86_400_000;
  const most = { weekly: 7, monthly: 31, quarterly: 92 };
  fc.assert(
    fc.property(zone, rhythm, fc.nat(3000), fc.integer({ min: 4, max: 23 }), (timeZone, each, later, hour) => {
      const firstAt = `2026-01-31T${String(hour).padStart(2, '0')}:00`;
      const times: SeriesTimes = { rhythm: each, firstAt, timeZone };
      const after = at('2026-02-01T12:00Z') + later * day;
      const next = nextOccurrence(times, after);
      expect(next).toBeGreaterThan(after);
      expect(next - after).toBeLessThanOrEqual((most[each] + 1) * day);
      expect(Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(timeZone).hour).toBe(hour);
      // Asked again just before it, the answer is the same.
      expect(nextOccurrence(times, next - 1)).toBe(next);
    }),
  );
});

test('Turns go round, and begin with whose turn it is', () => {
  expect(inTurn(['a', 'b', 'c'], 4)).toEqual(['b', 'c', 'a']);
  expect(inTurn([], 4)).toEqual([]);
});
