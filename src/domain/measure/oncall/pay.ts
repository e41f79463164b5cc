import { Temporal } from 'temporal-polyfill';
import { type Span, union, without } from '../../respond/schedules/span.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../time/wall-clock.ts';
import type { OncallHours } from './hours.ts';

export const payKinds = ['weekday', 'night', 'weekend', 'holiday'] as const;
export type PayKind = (typeof payKinds)[number];
export type ByPayKind = Record<PayKind, number>;

/** A stretch on call under the holidays of one team; epoch milliseconds. */
export type PaidSpan = Span & { teamId: number | null };

const none = (): ByPayKind => ({ weekday: 0, night: 0, weekend: 0, holiday: 0 });

/** Each moment once, however many schedules somebody was on; of several, the one that began first. In order. */
export function paidOnce(spans: readonly PaidSpan[]): PaidSpan[] {
  const paid: PaidSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    paid.push(...without([span], union(paid)));
  }
  return paid.toSorted((a, b) => a.start - b.start);
}

/** What a moment is paid as, by the clock of the person: a holiday of the team, else the weekend, else night, else weekday. */
export function payKindsOf(
  zone: string,
  hours: OncallHours,
  isHoliday: (teamId: number | null, date: string) => boolean,
) {
  const [day, night] = [minutesOfClock(hours.dayFrom), minutesOfClock(hours.nightFrom)];
  /** The day of the zone around a moment, in parts; the first ends when the night does. */
  const dayAt = (at: number, teamId: number | null) => {
    const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
    const moments = [0, day, night, 1440].map((minute) => wallClockMilliseconds(zone, date, minute));
    const whole: PayKind | null = isHoliday(teamId, date.toString())
      ? 'holiday'
      : hours.weekendDays.includes(date.dayOfWeek)
        ? 'weekend'
        : null;
    const kinds: PayKind[] = ['night', 'weekday', 'night'];
    const parts = kinds.map((kind, place) => ({
      kind: whole ?? kind,
      start: moments[place]!,
      end: moments[place + 1]!,
    }));
    return { parts, end: moments[3]! };
  };
  return {
    at(moment: number, teamId: number | null): PayKind {
      return dayAt(moment, teamId).parts.find(({ start, end }) => start <= moment && moment < end)?.kind ?? 'night';
    },
    /** Milliseconds of each kind. @param spans without overlaps */
    of(spans: readonly PaidSpan[]): ByPayKind {
      const sums = none();
      for (const { start, end, teamId } of spans) {
        let from = start;
        while (from < end) {
          const { parts, end: dayEnd } = dayAt(from, teamId);
          for (const part of parts) {
            const length = Math.min(part.end, end) - Math.max(part.start, from);
            if (length > 0) sums[part.kind] += length;
          }
          from = Math.min(dayEnd, end);
        }
      }
      return sums;
    },
  };
}

export type PayRates = {
  currency: string;
  hourly: ByPayKind;
  perShift: number;
  perCallOut: ByPayKind;
  /** Minutes of a month and kind are rounded to a multiple of this. */
  roundToMinutes: number;
  rounding: 'up' | 'nearest';
};

/** @param milliseconds of a month and kind */
export function paidMinutes(milliseconds: number, { roundToMinutes, rounding }: PayRates): number {
  const steps = milliseconds / 60_000 / roundToMinutes;
  // A sum of milliseconds is exact; only what is left of a step counts as one.
  return (rounding === 'up' ? Math.ceil(steps) : Math.round(steps)) * roundToMinutes;
}

/** What is due, to the cent: each kind is rounded once. */
export function payOf(minutes: ByPayKind, callOuts: ByPayKind, shifts: number, rates: PayRates) {
  const cents = (amount: number) => Math.round(amount * 100);
  const standby = payKinds.reduce((sum, kind) => sum + cents((minutes[kind] / 60) * rates.hourly[kind]), 0);
  const called = payKinds.reduce((sum, kind) => sum + callOuts[kind] * cents(rates.perCallOut[kind]), 0);
  const forShifts = shifts * cents(rates.perShift);
  return {
    ...{ standby: standby / 100, shifts: forShifts / 100, callOuts: called / 100 },
    total: (standby + called + forShifts) / 100,
  };
}
