import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined, longestGapMs, peopleTime, type Stretch } from './people-time.ts';

const minute = 60_000;
const hour = { from: 0, to: 60 * minute };
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 900_000 }))
  .map(([from, length]): Stretch => ({ from, to: from + length }));
const of = (personId: number, from: number, to: number) => ({ personId, from: from * minute, to: to * minute });

describe('the time of people', () => {
  test('is at least the time in the room and at most also that with a role, once for each person', () => {
    expect(peopleTime([of(1, 0, 10), of(1, 5, 12), of(2, 20, 30)], [of(1, 10, 40), of(3, 50, 90)], hour)).toEqual({
      low: 22 * 60,
      high: (40 + 10 + 10) * 60,
      people: 3,
    });
  });

  test('joins what lies two minutes apart and no more', () => {
    expect(peopleTime([of(1, 0, 1), of(1, 3, 4)], [], hour).low).toBe(4 * 60);
    expect(peopleTime([of(1, 0, 1), of(1, 3.1, 4)], [], hour).low).toBeCloseTo(1.9 * 60);
  });

  test('ends with the incident', () => {
    expect(peopleTime([of(1, -30, 5), of(1, 50, 500)], [], hour)).toEqual({ low: 900, high: 900, people: 1 });
  });

  test('never overlaps with itself, never exceeds the clock, and keeps to the gap', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
        const own = joined(stretches, longestGapMs);
        for (const [place, { from }] of own.entries())
          if (place > 0) expect(from - own[place - 1]!.to).toBeGreaterThan(longestGapMs);
        const within = { from: 1_000_000, to: 6_000_000 };
        const visits = stretches.map((one, place) => ({ ...one, personId: place % 3 }));
        const { low, high, people } = peopleTime(visits, visits.slice(0, 5), within);
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual((people * (within.to - within.from)) / 1000);
      }),
    );
  });

  test('is the same in whatever order and pieces people were seen', () => {
    const seen = fc.uniqueArray(fc.integer({ min: 0, max: 3_600_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(seen, fc.func(fc.nat()), (moments, rank) => {
        const inOrder = joined(
          moments.map((at) => ({ from: at, to: at })),
          longestGapMs,
        );
        const shuffled = moments.toSorted((left, right) => rank(left) - rank(right));
        // As they are written: whoever was seen nearby stays longer, else a new visit begins.
        const visits: Stretch[] = [];
        for (const at of shuffled) {
          const near = visits.find(({ from, to }) => at >= from - longestGapMs && at <= to + longestGapMs);
          if (near) Object.assign(near, { from: Math.min(near.from, at), to: Math.max(near.to, at) });
          else visits.push({ from: at, to: at });
        }
        expect(joined(visits, longestGapMs)).toEqual(inOrder);
      }),
    );
  });
});
