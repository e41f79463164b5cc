import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Severity } from '../severity.ts';
import { type Episode, type FlappingRule, flappingAt, longestSilenceMinutes } from './flapping.ts';

const minute = 60_000;
const rule: FlappingRule = { changes: 4, withinMinutes: 10, quietMinutes: 15 };

/** An alert that is open for a minute, every `everyMinutes`; what the rule decides about each time. */
function run(times: { at: number; openMs: number }[], given = rule, severity: Severity = 3) {
  const episodes: (Episode & { until: number | null })[] = [];
  for (const { at, openMs } of times) {
    const flapping = flappingAt(given, severity, episodes, at);
    const notPagedBecause = flapping ? 'flapping' : null;
    episodes.push({ triggeredAt: at, endedAt: at + openMs, notPagedBecause, until: flapping?.until ?? null });
  }
  return episodes;
}
const every = (minutes: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ at: index * minutes * minute, openMs: minute }));

describe('an alert that opens and ends again and again', () => {
  test('pages once, then says how often it changed and pages no more', () => {
    const paged = run(every(3, 5)).map(({ notPagedBecause }) => notPagedBecause);
    expect(paged).toEqual([null, null, 'flapping', 'flapping', 'flapping']);
    const before = run(every(3, 2));
    expect(flappingAt(rule, 3, before, 6 * minute)).toEqual({
      until: 21 * minute,
      words: 'Flapping: changed 5 times in 10 minutes. Not paged again until it is quiet for 15 minutes.',
    });
  });

  test('keeps flapping while it changes more slowly, and pages again when it was quiet', () => {
    const fast = every(3, 4);
    const slower = { at: 9 * minute + 12 * minute, openMs: minute };
    const afterQuiet = { at: slower.at + minute + 15 * minute, openMs: minute };
    const decided = run([...fast, slower, afterQuiet]).map(({ notPagedBecause }) => notPagedBecause);
    expect(decided.slice(-2)).toEqual(['flapping', null]);
  });

  test('of SEV1 always pages, and so does one whose route says nothing of it', () => {
    expect(run(every(1, 30), rule, 1).every(({ notPagedBecause }) => notPagedBecause === null)).toBe(true);
    expect(flappingAt(null, 3, run(every(1, 30)), 30 * minute)).toBeNull();
  });

  test('is never silent for longer than an hour, however it changes', () => {
    const anyTimes = fc
      .array(fc.record({ gap: fc.integer({ min: 1, max: 20 }), open: fc.integer({ min: 1, max: 19 }) }), {
        maxLength: 200,
      })
      .map((gaps) => {
        let at = 0;
        return gaps.map(({ gap, open }) => {
          at += (gap + open) * minute;
          return { at, openMs: open * minute };
        });
      });
    const anyRule = fc.record({
      changes: fc.integer({ min: 3, max: 20 }),
      withinMinutes: fc.integer({ min: 1, max: 60 }),
      quietMinutes: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(anyRule, anyTimes, (given, times) => {
        let pagedAt: number | null = null;
        for (const { triggeredAt, notPagedBecause, until } of run(times, given)) {
          if (notPagedBecause === null) pagedAt = triggeredAt;
          else {
            expect(pagedAt).not.toBeNull();
            expect(until).toBeGreaterThan(triggeredAt);
            expect(until! - pagedAt!).toBeLessThanOrEqual(longestSilenceMinutes * minute);
          }
        }
      }),
    );
  });
});
