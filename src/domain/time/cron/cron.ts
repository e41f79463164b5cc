/** The five fields of a crontab, read as cron reads them. */

/** What each field allows, ascending. Days of the week count from Sunday, 0. */
export type Cron = {
  minutes: number[];
  hours: number[];
  days: number[];
  months: number[];
  weekdays: number[];
  /** A day matches when the day of the month or that of the week does; else both must. */
  eitherDay: boolean;
  /**
   * Minute and hour are both named, so it runs once on each of its days, whatever the clocks do. Else it runs whenever
   * the clock shows a time that matches.
   */
  isFixed: boolean;
};

export type CronFault = { fault: string };

const words: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

type Field = { name: string; first: number; last: number; names?: string[] };

const fields: readonly [Field, Field, Field, Field, Field] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day of the month', first: 1, last: 31 },
  {
    name: 'month',
    first: 1,
    last: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', first: 0, last: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The schedule, or a sentence that says what is wrong with it. */
export function parseCron(text: string): Cron | CronFault {
  const parts = (words[text.trim().toLowerCase()] ?? text).trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return { fault: 'Write five fields: minute, hour, day of the month, month, day of the week, such as 0 3 * * *.' };
  }
  const read = fields.map((field, at) => readField(field, parts[at]!));
  const wrong = read.find((one) => typeof one === 'string');
  if (wrong !== undefined) return { fault: wrong as string };
  const [minutes, hours, days, months, weekdays] = read as [number[], number[], number[], number[], number[]];
  const isAny = (at: number) => parts[at]!.startsWith('*');
  const eitherDay = !isAny(2) && !isAny(4);
  if (!eitherDay && !months.some((month) => days[0]! <= longestMonths[month - 1]!)) {
    return { fault: 'No month of it has such a day.' };
  }
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: [...new Set(weekdays.map((day) => day % 7))].sort((one, other) => one - other),
    eitherDay,
    isFixed: !isAny(0) && !isAny(1),
  };
}

/** The values of a field, or what is wrong with it. */
function readField(field: Field, text: string): number[] | string {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, range, step] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(part) ?? [];
    const bounds = range === undefined ? null : boundsOf(field, range, step !== undefined);
    const stride = Number(step ?? 1);
    if (!bounds || stride === 0) {
      return `“${part.slice(0, 20)}” is no ${field.name}: use ${field.first} to ${field.last}, *, ranges such as ${field.first}-${field.first + 4}, and steps such as */5.`;
    }
    for (let value = bounds[0]; value <= bounds[1]; value += stride) found.add(value);
  }
  return [...found].sort((one, other) => one - other);
}

function boundsOf(field: Field, range: string, isStepped: boolean): [number, number] | null {
  if (range === '*') return [field.first, field.last];
  const [from, to, ...more] = range.split('-').map((one) => meaningOf(field, one));
  if (from === undefined || from === null || to === null || more.length > 0) return null;
  const last = to ?? (isStepped ? field.last : from);
  return from <= last ? [from, last] : null;
}

function meaningOf(field: Field, text: string): number | null {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + field.first;
  if (!/^\d{1,2}$/.test(text)) return null;
  const value = Number(text);
  return value >= field.first && value <= field.last ? value : null;
}
