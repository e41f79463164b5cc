/** What the events of a calendar mean here: a person's are absences, the whole days of a team's are holidays. */
import { Temporal } from 'temporal-polyfill';
import { singleLine } from '../../text.ts';
import type { Span } from './span.ts';

/** A time as a calendar writes it: a whole day, a moment, or what clocks show; `zone` null for wherever the reader is. */
export type CalendarTime = { date: string } | { atMs: number } | { clock: string; zone: string | null };

/** One event, or one occurrence of one that repeats. The end is the first day or moment after it. */
export type CalendarEvent = { title: string; isPrivate: boolean; start: CalendarTime; end: CalendarTime };

export type CalendarAbsence = Span & { note: string };
export type CalendarHoliday = { date: string; name: string };

const LONGEST_ABSENCE_MS = 400 * 86_400_000;
const LONGEST_HOLIDAY_DAYS = 31;
const LONGEST_NOTE = 200;

export type Wanted = {
  /** Only titles that have one of these words, whatever their case; empty for all. */
  titleWords: readonly string[];
  /** Milliseconds since the epoch: nothing that ends before. */
  from: number;
  /** Nothing that starts at or after. */
  to: number;
  most: number;
};

/**
 * The absences of somebody whose days are those of `zone`, by start, each once; the earliest `most`. Without titles
 * of private events. `leftOut` counts those that cannot be used or are too many.
 */
export function absencesOf(
  events: readonly CalendarEvent[],
  { zone, titleWords, from, to, most }: Wanted & { zone: string },
): { absences: CalendarAbsence[]; leftOut: number } {
  let leftOut = 0;
  const found = new Map<string, CalendarAbsence>();
  for (const event of events.filter(({ title }) => hasWord(title, titleWords))) {
    const [start, end] = [momentOf(event.start, zone), momentOf(event.end, zone)];
    if (start === null || end === null || end - start > LONGEST_ABSENCE_MS) leftOut += 1;
    else if (start < end && end > from && start < to) {
      const note = event.isPrivate ? '' : singleLine(event.title, LONGEST_NOTE);
      found.set(`${start} ${end} ${note}`, { start, end, note });
    }
  }
  const absences = [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end || (a.note < b.note ? -1 : 1));
  return { absences: absences.slice(0, most), leftOut: leftOut + Math.max(0, absences.length - most) };
}

/** The days off, by date; of several names for a date the first. Events with times are no holidays and not counted. */
export function holidaysOf(
  events: readonly CalendarEvent[],
  { titleWords, from, to, most }: Wanted,
): { holidays: CalendarHoliday[]; leftOut: number } {
  let leftOut = 0;
  const names = new Map<string, string>();
  const [first, last] = [from, to].map((at) => new Date(at).toISOString().slice(0, 10)) as [string, string];
  for (const { title, start, end } of events) {
    if (!('date' in start) || !('date' in end) || !hasWord(title, titleWords)) continue;
    const [begin, until] = [dateOf(start.date), dateOf(end.date)];
    if (!begin || !until || begin.until(until).days > LONGEST_HOLIDAY_DAYS) {
      leftOut += 1;
      continue;
    }
    for (let day = begin; Temporal.PlainDate.compare(day, until) < 0; day = day.add({ days: 1 })) {
      const date = day.toString();
      const name = singleLine(title, LONGEST_NOTE) || 'Holiday';
      const before = names.get(date);
      if (date >= first && date < last && (before === undefined || name < before)) names.set(date, name);
    }
  }
  const holidays = [...names].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
  return { holidays: holidays.slice(0, most), leftOut: leftOut + Math.max(0, holidays.length - most) };
}

function hasWord(title: string, words: readonly string[]): boolean {
  const lower = title.toLowerCase();
  return words.length === 0 || words.some((word) => lower.includes(word.toLowerCase()));
}

/** Milliseconds since the epoch; null for what no clock shows. A time that clocks skip moves on, as RFC 5545 has it. */
export function momentOf(time: CalendarTime, zone: string): number | null {
  if ('atMs' in time) return Number.isSafeInteger(time.atMs) ? time.atMs : null;
  try {
    const at =
      'date' in time
        ? Temporal.PlainDate.from(time.date).toZonedDateTime(zone)
        : Temporal.PlainDateTime.from(time.clock).toZonedDateTime(time.zone ?? zone, { disambiguation: 'compatible' });
    return at.epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function dateOf(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
