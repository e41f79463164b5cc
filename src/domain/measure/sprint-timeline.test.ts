import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type SprintPart, type SprintRule, sprintCount, sprintsOn, timelineOf, zoneAt } from './sprint-timeline.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const dateOf = (days: number) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York');

const byLength: fc.Arbitrary<SprintRule> = fc.record({
  startDate: fc.integer({ min: -100, max: 500 }).map(dateOf),
  lengthDays: fc.integer({ min: 5, max: 40 }),
  zone,
});
/** Each with a gap before it, perhaps of no days. */
const listed: fc.Arbitrary<SprintRule> = fc
  .record({
    start: fc.integer({ min: -50, max: 300 }),
    lengths: fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 30 })), {
      minLength: 1,
      maxLength: 12,
    }),
    zone,
  })
  .map(({ start, lengths, ...rest }) => {
    let day = start;
    const sprints = lengths.map(([gap, length], place) => {
      const firstDate = dateOf(day + gap);
      day += gap + length;
      return { name: `S${place}`, firstDate, lastDate: dateOf(day - 1) };
    });
    return { ...rest, sprints };
  });
const part = fc
  .record({ day: fc.integer({ min: -20, max: 420 }), rule: fc.oneof(byLength, listed) })
  .map(({ day, rule }) => ({ effectiveFrom: dateOf(day), rule }));
const parts = (maxLength: number) =>
  fc
    .uniqueArray(part, { maxLength, selector: ({ effectiveFrom }) => effectiveFrom })
    .map((all): SprintPart[] => [...all].sort((left, right) => (left.effectiveFrom < right.effectiveFrom ? -1 : 1)));
const timeline = fc
  .tuple(byLength, parts(3), parts(2))
  .map(([rule, organisation, team]) => timelineOf([{ effectiveFrom: null, rule }, ...organisation], team));

describe('sprints of one calendar after the other', () => {
  test('every moment is in at most one sprint, and looking any moment up gives the sprint that holds it', () => {
    const from = at('2025-10-01T00:00');
    const to = at('2027-06-01T00:00');
    fc.assert(
      fc.property(timeline, fc.integer({ min: from, max: to - 1 }), (given, moment) => {
        const sprints = sprintsOn(given, from, to);
        for (const [place, { startAt, endAt, firstDate, lastDate }] of sprints.entries()) {
          expect(startAt).toBeLessThan(endAt);
          expect(firstDate <= lastDate).toBe(true);
          if (place > 0) expect(sprints[place - 1]!.endAt).toBeLessThanOrEqual(startAt);
        }
        const holding = sprints.filter(({ startAt, endAt }) => startAt <= moment && moment < endAt);
        expect(sprintsOn(given, moment, moment + 1)).toEqual(holding);
      }),
      { numRuns: 100 },
    );
  });

  test('a new calendar leaves all sprints that ended before it as they were', () => {
    const from = at('2025-10-01T00:00');
    fc.assert(
      fc.property(timeline, part, (given, added) => {
        const last = given.at(-1)!.effectiveFrom;
        fc.pre(last === null || last < added.effectiveFrom);
        const border = at(`${added.effectiveFrom}T00:00`) - 86_400_000;
        const before = sprintsOn(given, from, border).filter(({ endAt }) => endAt <= border);
        const after = sprintsOn([...given, added], from, border).filter(({ endAt }) => endAt <= border);
        expect(after).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  test('the sprint that runs when the calendar changes is cut short, and a team follows the organisation until its own begins', () => {
    const byWeeks = { startDate: '2026-01-05', lengthDays: 14, zone: 'UTC' };
    const sprints = [
      { name: 'Alpha', firstDate: '2026-01-25', lastDate: '2026-02-03' },
      { name: 'Beta', firstDate: '2026-02-09', lastDate: '2026-02-20' },
    ];
    const team = [{ effectiveFrom: '2026-01-28', rule: { zone: 'Europe/Berlin', sprints } }];
    const own = timelineOf([{ effectiveFrom: null, rule: byWeeks }], team);
    const found = sprintsOn(own, at('2026-01-10T00:00'), at('2026-03-01T00:00'));
    expect(found.map(({ name, firstDate, lastDate }) => [name, firstDate, lastDate])).toEqual([
      ['1', '2026-01-05', '2026-01-18'],
      ['2', '2026-01-19', '2026-01-27'],
      ['Alpha', '2026-01-28', '2026-02-03'],
      ['Beta', '2026-02-09', '2026-02-20'],
    ]);
    expect([zoneAt(own, at('2026-01-20T00:00')), zoneAt(own, at('2026-02-20T00:00'))]).toEqual([
      'UTC',
      'Europe/Berlin',
    ]);
  });

  test('a period holds as many sprints as its parts', () => {
    const calendar = [{ effectiveFrom: null, rule: { startDate: '2026-01-05', lengthDays: 14, zone: 'UTC' } }];
    const from = at('2026-01-07T00:00');
    const to = at('2026-02-04T00:00');
    expect(sprintCount(sprintsOn(calendar, from, to), from, to)).toBe(2);
  });
});
