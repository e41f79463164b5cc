import { dayMs, isoDay, minutesOfClock, wallClockWithin } from '../../time/wall-clock.ts';

export const hourKinds = ['day', 'evening', 'night', 'weekend'] as const;
export type HourKind = (typeof hourKinds)[number];

/** When each kind of hour begins, `HH:MM`, in this order within a day; the night lasts until the next day begins. */
export type OncallHours = { dayFrom: string; eveningFrom: string; nightFrom: string; weekendDays: readonly number[] };

export const usualHours: OncallHours = {
  dayFrom: '07:00',
  eveningFrom: '18:00',
  nightFrom: '22:00',
  weekendDays: [6, 7],
};

/** A stretch of one kind, epoch milliseconds, `end` excluded. A night, also one at the weekend, is named by the day it began. */
export type HourSpan = { kind: HourKind; start: number; end: number; date: string };

/**
 * The hours of a zone that cover `[from, to)`, in order and without a gap: night on every day, the weekend outside of it,
 * and of the other days the evening and the day. By the clocks of the zone, so a night on which clocks change is longer or shorter.
 */
export function hourSpans(zone: string, hours: OncallHours, from: number, to: number): HourSpan[] {
  const [day, evening, night] = [hours.dayFrom, hours.eveningFrom, hours.nightFrom].map(minutesOfClock) as [
    number,
    number,
    number,
  ];
  const spans: HourSpan[] = [];
  const add = (kind: HourKind, start: number, end: number, date: string) => {
    if (end > start && end > from && start < to) spans.push({ kind, start, end, date });
  };
  const clock = wallClockWithin(zone, from, to);
  // A day earlier or later than its date in UTC at most, and the night of the day before may last into it.
  let today = Math.floor(from / dayMs) - 2;
  let dayStart = clock(today, day);
  while (dayStart < to) {
    const [date, weekday] = [isoDay(today), ((((today + 3) % 7) + 7) % 7) + 1];
    const [eveningStart, nightStart, nextStart] = [clock(today, evening), clock(today, night), clock(today + 1, day)];
    const isWeekend = hours.weekendDays.includes(weekday);
    add(isWeekend ? 'weekend' : 'day', dayStart, eveningStart, date);
    add(isWeekend ? 'weekend' : 'evening', eveningStart, nightStart, date);
    add('night', nightStart, nextStart, date);
    [today, dayStart] = [today + 1, nextStart];
  }
  return spans;
}

/** The hour that an instant falls into. @param spans as {@link hourSpans} makes them, around the instant */
export function hourAt(spans: readonly HourSpan[], at: number): HourSpan {
  return spans[firstEndingAfter(spans, at)]!;
}

/** Where the first of spans in order stands that ends after an instant. */
export function firstEndingAfter(spans: readonly { end: number }[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `Day 07:00–18:00, evening …`, as it stands beside the figures. */
export function hoursText({ dayFrom, eveningFrom, nightFrom, weekendDays }: OncallHours): string {
  const weekend = weekendDays.map((day) => weekdays[day - 1]).join(', ');
  return `Night ${nightFrom}–${dayFrom} on every day; otherwise weekend: ${weekend || 'none'}; evening ${eveningFrom}–${nightFrom}; day ${dayFrom}–${eveningFrom}; each in the person’s time zone.`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
