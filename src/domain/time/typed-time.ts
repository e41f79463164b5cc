/** Dates and times as people type them, read into one spelling: `2026-12-01`, `14:30`, `2026-12-01T14:30`. */
import { Temporal } from 'temporal-polyfill';
import { instantOf } from './instant.ts';

/**
 * A time of day, `HH:MM`: from `9:05`, `0905`, `9.05`, `14h30`, `2:30 pm`, `9`; null for anything else.
 * `24:00` is no time of day.
 */
export function readClock(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes = '00', half] = found;
  if (!half && /m/i.test(text)) return null;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/**
 * A calendar date, `YYYY-MM-DD`: from `2026-12-1`, `2026/12/01`, `20261201`, `1.12.2026`, `1 Dec 2026`, `today`,
 * `tomorrow`; null for anything else, and for `12/01/2026`, which means two different days.
 * @param today the date that `today` means, `YYYY-MM-DD`
 */
export function readDate(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase();
  if (typed === 'today') return today;
  if (typed === 'tomorrow') return Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  const yearFirst = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/.exec(typed);
  if (yearFirst) {
    if (yearFirst[2] === '' && typed.length !== 8) return null;
    return dateOf(yearFirst[1]!, yearFirst[3]!, yearFirst[4]!);
  }
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed);
  if (dayFirst) return dateOf(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  const named = /^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})$/.exec(typed);
  const month = named ? months.findIndex((name) => name.startsWith(named[2]!)) : -1;
  return named && month >= 0 ? dateOf(named[3]!, String(month + 1), named[1]!) : null;
}

/**
 * A date with a time of day, `YYYY-MM-DDTHH:MM`: what {@link readDate} and {@link readClock} read, one after the other;
 * a time alone is today's. Null when either is missing or unreadable.
 */
export function readDateTime(text: string, today: string): string | null {
  const typed = text.trim();
  const alone = typed.includes(':') ? readClock(typed) : null;
  if (alone) return `${today}T${alone}`;
  // The time is what follows the last break that leaves both readable.
  for (const { index } of [...typed.matchAll(/[T\s,]+/gi)].reverse()) {
    const date = readDate(typed.slice(0, index), today);
    const clock = readClock(typed.slice(index).replace(/^[T\s,]+/i, ''));
    if (date && clock) return `${date}T${clock}`;
  }
  return null;
}

/** What a wall-clock time means in a zone. `at` is what it is taken for; all in epoch milliseconds. */
export type LocalTime =
  | { kind: 'once'; at: number }
  /** Clocks jump over it: taken for the time as long after the jump. */
  | { kind: 'skipped'; at: number }
  /** Clocks show it twice: taken for the first. */
  | { kind: 'doubled'; at: number; again: number };

/** @param local `YYYY-MM-DDTHH:MM`, a valid one */
export function localTimeIn(timeZone: string, local: string): LocalTime {
  const plain = Temporal.PlainDateTime.from(local);
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  if (earlier === later) return { kind: 'once', at: earlier };
  const shown = instantOf(earlier).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return shown.equals(plain) ? { kind: 'doubled', at: earlier, again: later } : { kind: 'skipped', at: later };
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function dateOf(year: string, month: string, day: string): string | null {
  try {
    const numbers = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(numbers, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}
