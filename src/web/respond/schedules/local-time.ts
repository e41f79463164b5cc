/** Wall-clock time in a zone: what a person types and reads, and the instants behind it. Pure. */
import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../../domain/time/instant.ts';
import { wallClockMilliseconds } from '../../../domain/time/wall-clock.ts';

/** One column of a timeline: a calendar day of the zone, 23 to 25 hours long. */
export type Day = {
  date: string;
  startMs: number;
  endMs: number;
  isWeekend: boolean;
  /** Shown instead of the date, where a column is a part of a day. */
  label?: string;
};

/** The calendar days from a date on. */
export function daysFrom(date: string, count: number, zone: string): Day[] {
  const first = Temporal.PlainDate.from(date);
  return Array.from({ length: count }, (_, index) => {
    const day = first.add({ days: index });
    return {
      date: day.toString(),
      startMs: wallClockMilliseconds(zone, day, 0),
      endMs: wallClockMilliseconds(zone, day, 1440),
      isWeekend: day.dayOfWeek > 5,
    };
  });
}

/** The parts of a calendar day, three hours each by the clocks of the zone. */
export function hoursOf(date: string, zone: string): Day[] {
  const day = Temporal.PlainDate.from(date);
  const at = (hour: number) => wallClockMilliseconds(zone, day, hour * 60);
  return [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => ({
    date: `${date}T${hour}`,
    startMs: at(hour),
    endMs: at(hour + 3),
    isWeekend: day.dayOfWeek > 5,
    label: `${String(hour).padStart(2, '0')}:00`,
  }));
}

/** The Monday of the week that an instant falls into, by the clocks of the zone. */
export function weekStart(atMs: number, zone: string): string {
  const day = localDate(zone, Math.floor(atMs));
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

export function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(zone: string, atMs: number, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, format);
  return format.format(atMs).replace(',', '');
}

/** `Mon 23 Nov 09:00` */
export function momentText(atMs: number, zone: string): string {
  const day = formatted(zone, atMs, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day} ${formatted(zone, atMs, { hour: '2-digit', minute: '2-digit' })}`;
}

/** `Mon 23 Nov 09:00 to Mon 30 Nov 09:00`; within one day the second date is left out. */
export function spanText(startMs: number, endMs: number, zone: string): string {
  const [start, end] = [momentText(startMs, zone), momentText(endMs, zone)];
  return start.slice(0, -6) === end.slice(0, -6) ? `${start} to ${end.slice(-5)}` : `${start} to ${end}`;
}

/** `Mon`, `23 Nov` and, where there is room for three characters only, `M` above `23` and `Dec` above `1`. */
export function dayWords(day: Day, zone: string, isFirst = false) {
  const say = (options: Intl.DateTimeFormatOptions) => formatted(zone, day.startMs, options);
  const number = say({ day: 'numeric' });
  // Two names of months beside each other have no room.
  const isLast = formatted(zone, day.endMs, { day: 'numeric' }) === '1';
  const begins = number === '1' || (isFirst && !isLast);
  return {
    weekday: say({ weekday: 'short' }),
    date: say({ day: 'numeric', month: 'short' }),
    narrow: { above: begins ? say({ month: 'short' }) : say({ weekday: 'narrow' }), number },
  };
}
