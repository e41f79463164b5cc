import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholePieces } from './whole-pieces.ts';

const day = 86_400_000;
const base = Date.parse('2026-01-01T00:00:00Z');
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago', 'Pacific/Apia');
const hours = (min: number, max: number) =>
  fc.integer({ min: min * 24, max: max * 24 }).map((hour) => (hour * day) / 24);

test('pieces cover their shift without a hole, and none is longer than a month and an hour', () => {
  fc.assert(
    fc.property(zone, hours(0, 400), hours(1, 300), (timeZone, from, length) => {
      const shift = { start: base + from, end: base + from + length };
      const pieces = wholePieces([shift], timeZone);
      expect(pieces[0]!.start).toBe(shift.start);
      expect(pieces.at(-1)!.end).toBe(shift.end);
      for (const [place, piece] of pieces.entries()) {
        expect(piece.end).toBeGreaterThan(piece.start);
        expect(piece.end - piece.start).toBeLessThanOrEqual(31 * day + day / 12);
        if (place > 0) expect(piece.start).toBe(pieces[place - 1]!.end);
      }
    }),
  );
});

test('what is told of a shift is the same from every day, as far as one looks two months further', () => {
  const around = 95 * day;
  const told = (shift: { start: number; end: number }, today: number, timeZone: string) => {
    const [from, to] = [today - around, today + 90 * day + around];
    const known = { start: Math.max(shift.start, from), end: Math.min(shift.end, to) };
    if (known.end <= known.start) return [];
    return wholePieces([known], timeZone).filter(({ start, end }) => end > today && start < today + 90 * day);
  };
  fc.assert(
    fc.property(zone, hours(-300, 300), hours(1, 900), hours(0, 80), (timeZone, from, length, later) => {
      const shift = { start: base + from, end: base + from + length };
      const [today, other] = [base, base + later];
      const both = (piece: { start: number; end: number }) => piece.end > other && piece.start < today + 90 * day;
      expect(told(shift, other, timeZone).filter(both)).toEqual(told(shift, today, timeZone).filter(both));
    }),
  );
});
