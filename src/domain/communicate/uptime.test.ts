import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComponentState } from './status.ts';
import { formatUptime, type UptimeQuestion, uptimeOf } from './uptime.ts';

const hour = 3_600_000;
const now = Date.parse('2026-04-10T22:00:00Z');
const question = (spans: UptimeQuestion['spans'], changes: Partial<UptimeQuestion> = {}): UptimeQuestion => ({
  spans,
  zone: 'UTC',
  dayCount: 90,
  observedFrom: 0,
  now,
  ...changes,
});
const span = (state: ComponentState, start: string, hours: number | null) => {
  const startAt = Date.parse(start);
  return { state, startAt, endAt: hours === null ? null : startAt + hours * hour };
};
const dayOf = (uptime: ReturnType<typeof uptimeOf>, date: string) => uptime.days.find((day) => day.date === date);

describe('uptime', () => {
  it('weighs major as down, partial as three tenths, degraded as up', () => {
    const at = '2026-04-01T06:00:00Z';
    const percent = (state: ComponentState) =>
      dayOf(uptimeOf(question([span(state, at, 6)])), '2026-04-01')?.uptimePercent;
    expect(percent('major')).toBeCloseTo(75);
    expect(percent('partial')).toBeCloseTo(92.5);
    expect(percent('degraded')).toBe(100);
  });

  it('leaves maintenance out of the reckoning', () => {
    const spans = [span('maintenance', '2026-04-01T00:00:00Z', 12), span('major', '2026-04-01T10:00:00Z', 5)];
    const day = dayOf(uptimeOf(question(spans)), '2026-04-01');
    expect(day?.uptimePercent).toBeCloseTo(75);
    expect(day?.worst).toBe('major');
    expect(
      dayOf(uptimeOf(question([span('maintenance', '2026-04-01T00:00:00Z', 24)])), '2026-04-01')?.uptimePercent,
    ).toBeNull();
  });

  it('counts overlapping trouble once, at its worst', () => {
    const spans = [span('partial', '2026-04-01T00:00:00Z', 12), span('major', '2026-04-01T06:00:00Z', 6)];
    expect(dayOf(uptimeOf(question(spans)), '2026-04-01')?.secondsIn).toMatchObject({
      partial: 6 * 3600,
      major: 6 * 3600,
    });
  });

  it('cuts days in the zone of the page, so the day the clocks change is shorter', () => {
    const berlin = uptimeOf(question([span('major', '2026-03-28T23:00:00Z', 23)], { zone: 'Europe/Berlin' }));
    const day = dayOf(berlin, '2026-03-29');
    expect(day?.secondsIn.major).toBe(23 * 3600);
    expect(day?.uptimePercent).toBe(0);
    expect(dayOf(berlin, '2026-03-30')?.secondsIn.major).toBe(0);
  });

  it('runs an open span up to now and claims nothing about the time before it looked', () => {
    const uptime = uptimeOf(
      question([span('major', '2026-04-10T11:00:00Z', null)], { observedFrom: Date.parse('2026-04-10T00:00:00Z') }),
    );
    expect(uptime.uptimePercent).toBeCloseTo(50);
    expect(uptime.days).toHaveLength(90);
    expect(uptime.days.filter((day) => day.uptimePercent !== null)).toHaveLength(1);
    expect(uptime.days.at(-1)?.date).toBe('2026-04-10');
  });

  it('never shows 100% after a failure', () => {
    expect(formatUptime(99.9999)).toBe('99.99%');
    expect(formatUptime(100)).toBe('100%');
    expect(formatUptime(null)).toBe('no data');
  });

  const spans = fc.array(
    fc
      .record({
        state: fc.constantFrom<ComponentState>('degraded', 'partial', 'major'),
        startAt: fc.integer({ min: now - 8 * 24 * hour, max: now }),
        length: fc.integer({ min: 0, max: 48 * hour }),
      })
      .map(({ state, startAt, length }) => ({ state, startAt, endAt: startAt + length })),
    { maxLength: 6 },
  );
  const week = (given: UptimeQuestion['spans']) => uptimeOf(question(given, { dayCount: 7, zone: 'America/New_York' }));

  it('stays between 0 and 100, ignores order, and never rises when trouble is added', () => {
    fc.assert(
      fc.property(spans, spans, (given, more) => {
        const before = week(given);
        expect(before.uptimePercent).toBeGreaterThanOrEqual(0);
        expect(before.uptimePercent).toBeLessThanOrEqual(100);
        expect(week([...given].reverse())).toEqual(before);
        expect(week([...given, ...more]).uptimePercent ?? 0).toBeLessThanOrEqual((before.uptimePercent ?? 0) + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same however a span is cut in two', () => {
    fc.assert(
      fc.property(spans, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const cut = given.flatMap((one) => {
          const middle = Math.round(one.startAt + (one.endAt - one.startAt) * share);
          return [
            { ...one, endAt: middle },
            { ...one, startAt: middle },
          ];
        });
        expect(week(cut)).toEqual(week(given));
      }),
      { numRuns: 50 },
    );
  });

  it('accounts for every second of a day exactly once', () => {
    fc.assert(
      fc.property(spans, (given) => {
        for (const day of week(given).days) {
          const sum = Object.values(day.secondsIn).reduce((total, seconds) => total + seconds, 0);
          expect(sum).toBeCloseTo((day.endAt - day.startAt) / 1000, 3);
        }
      }),
      { numRuns: 50 },
    );
  });
});
