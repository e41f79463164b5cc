import { Temporal } from 'temporal-polyfill';

/** How texts without a zone, and dates written with slashes, are read; null: nobody has said so yet. */
export type ClockChoice = { zone: string | null; dayOrder: 'day-first' | 'month-first' | null };

export type ReadInstant =
  | { at: number }
  /** It cannot be read before somebody has said by which clock, or which number is the day. */
  | { needs: 'zone' | 'day-order' }
  | { fault: string };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const clock = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?)?`;
const offset = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${offset}`, 'i');
const yearLast = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})${clock}${offset}`, 'i');
const named = new RegExp(String.raw`^(\d{1,2})[ /.-]+([a-z]{3,9})[ /.,-]+(\d{4}|\d{2})${clock}${offset}`, 'i');
const namedFirst = new RegExp(String.raw`^([a-z]{3,9})[ .]+(\d{1,2}),?[ ]+(\d{4})${clock}${offset}`, 'i');

type Parts = { year: number; month: number; day: number; rest: readonly (string | undefined)[] };

/**
 * An instant as tools and spreadsheets write it. Nothing is guessed: without an offset the zone has to be chosen, and where
 * day and month could be either way round, their order.
 * @param dateAlone what a date without a time of day means: for deadlines, the end of that day
 */
export function readInstant(
  text: string,
  choice: ClockChoice,
  dateAlone: 'refused' | 'end-of-day' = 'refused',
): ReadInstant {
  const written = text.trim();
  if (/^\d{10}$/.test(written)) return { at: Number(written) * 1000 };
  if (/^\d{13}$/.test(written)) return { at: Number(written) };
  const parts = readDate(written, choice.dayOrder);
  if (parts === null) return { fault: `“${written.slice(0, 60)}” is not a date and time.` };
  if ('needs' in parts) return parts;
  return atOf(parts, choice.zone, dateAlone, written);
}

/** What the text says of the order of day and month; null where it could be either. */
export function dayOrderShownBy(text: string): 'day-first' | 'month-first' | null {
  const found = yearLast.exec(text.trim());
  if (!found || found[2] === '.') return null;
  if (Number(found[1]) > 12) return 'day-first';
  return Number(found[3]) > 12 ? 'month-first' : null;
}

function readDate(text: string, dayOrder: ClockChoice['dayOrder']): Parts | { needs: 'day-order' } | null {
  let found = yearFirst.exec(text);
  if (found) return { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]), rest: found.slice(4) };
  found = yearLast.exec(text);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[3])];
    const order = found[2] === '.' ? 'day-first' : (dayOrder ?? (first === second ? 'day-first' : null));
    if (order === null) return { needs: 'day-order' };
    const [day, month] = order === 'day-first' ? [first, second] : [second, first];
    return { year: wholeYear(found[4]!), month, day, rest: found.slice(5) };
  }
  found = named.exec(text);
  if (found) return withMonth(found[2]!, found[1]!, found[3]!, found.slice(4));
  found = namedFirst.exec(text);
  return found ? withMonth(found[1]!, found[2]!, found[3]!, found.slice(4)) : null;
}

function withMonth(name: string, day: string, year: string, rest: Parts['rest']): Parts | null {
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : { year: wholeYear(year), month, day: Number(day), rest };
}

const wholeYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

function atOf(
  { year, month, day, rest }: Parts,
  zone: string | null,
  dateAlone: 'refused' | 'end-of-day',
  written: string,
): ReadInstant {
  const [hour, minute, second, fraction, half, shift] = rest;
  const fault = { fault: `“${written.slice(0, 60)}” is not a day and time that exist.` };
  if (hour === undefined && dateAlone === 'refused') return { fault: `“${written.slice(0, 60)}” has no time of day.` };
  try {
    const wall = Temporal.PlainDateTime.from(
      {
        year,
        month,
        day,
        hour: hour === undefined ? 0 : hourOf(Number(hour), half),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
      },
      { overflow: 'reject' },
    );
    const exact = hour === undefined ? wall.add({ days: 1 }) : wall;
    if (shift) return { at: exact.toZonedDateTime(offsetOf(shift)).epochMilliseconds };
    if (zone === null) return { needs: 'zone' };
    return { at: exact.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds };
  } catch {
    return fault;
  }
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 99;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function offsetOf(shift: string): string {
  if (/^[zug]/i.test(shift)) return 'UTC';
  return shift.includes(':') ? shift : `${shift.slice(0, 3)}:${shift.slice(3)}`;
}
