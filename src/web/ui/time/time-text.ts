/** Words for instants and durations. Pure: the zone and the present are arguments. */
import { daysText, dayText } from '../../../domain/time/day-text.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import type { LocalTime } from '../../../domain/time/typed-time.ts';

export { daysText, dayText };

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A running clock: `0:42`, `12:05`, `1:04:09`, `3 d 02:10:00`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(whole / day);
  const hours = Math.floor((whole % day) / hour);
  const rest = `${two(Math.floor((whole % hour) / minute))}:${two(whole % minute)}`;
  if (days) return `${days} d ${two(hours)}:${rest}`;
  return hours ? `${hours}:${rest}` : rest.replace(/^0(?=\d:)/, '');
}

/**
 * An instant as it is read beside the present: `now`, `12 s ago`, `in 3 min` within the hour; after that the clock tells,
 * because what people compare with chat, logs and each other is a time of day: `14:04`, `27 Nov, 14:04`, `27 Nov 2025`.
 */
export function relativeText(atMs: number, nowMs: number, zone?: string): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'now';
  if (distance >= hour) return clockOrDateText(atMs, nowMs, zone);
  const amount = distance < minute ? `${distance} s` : `${Math.floor(distance / minute)} min`;
  return seconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** `14:04` */
export function timeOfDayText(atMs: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** How far an event lies from the start of its story: `+6 min`, `−2 h`; seconds below a minute. */
export function offsetText(atMs: number, startMs: number): string {
  const distance = Math.round((atMs - startMs) / 1000);
  return `${distance < 0 ? '−' : '+'}${durationText(Math.abs(distance))}`;
}

/** How often the relative text can change, in milliseconds. */
export function relativeStepMs(atMs: number, nowMs: number): number {
  return Math.abs(atMs - nowMs) < (minute + 2) * 1000 ? 1000 : 15_000;
}

function clockOrDateText(atMs: number, nowMs: number, zone?: string): string {
  const part = (ms: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(ms);
  const date = { day: 'numeric', month: 'short' } as const;
  if (part(atMs, { year: 'numeric' }) !== part(nowMs, { year: 'numeric' }))
    return part(atMs, { ...date, year: 'numeric' });
  const clock = timeOfDayText(atMs, zone);
  return part(atMs, date) === part(nowMs, date) ? clock : `${part(atMs, date)}, ${clock}`;
}

/** A calendar date such as `2027-01-08`, which belongs to no zone: `8 Jan 2027`. */
export function calendarDateText(date: string): string {
  return dayText(Date.parse(`${date}T00:00:00Z`), 'UTC');
}

/** Planned work: `Wed 2 Dec 2026, 04:30 to 06:30 CET (Europe/Berlin)`; the second date only when it is another day. */
export function planText(startMs: number, endMs: number, zone: string): string {
  const part = (ms: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(ms);
  const date = (ms: number) =>
    part(ms, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const end = part(endMs, { ...time, timeZoneName: 'short' });
  const lastDay = date(startMs) === date(endMs) ? '' : `${date(endMs)}, `;
  return `${date(startMs)}, ${part(startMs, time)} to ${lastDay}${end}${zone === 'UTC' ? '' : ` (${zone})`}`;
}

/** A minute that is looked forward to: `Tue 1 Dec 2026, 03:00 CET`. */
export function minuteText(atMs: number, zone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(atMs);
  return text.replace(/^(\w+), /, '$1 ');
}

/** The whole truth: `Mon 23 Nov 2026, 15:04:05 GMT+1 (Europe/Berlin)`. */
export function absoluteText(atMs: number, zone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(atMs);
  const plain = text.replace(/^(\w+), /, '$1 ');
  return zone === 'UTC' ? plain : `${plain} (${zone})`;
}

/**
 * What a wall-clock time means that the change of clocks skips or shows twice; undefined for every other.
 * `Clocks skip 02:30 that night; this means 03:30.`
 */
export function meaningOfLocalTime(time: LocalTime, zone: string): string | undefined {
  if (time.kind === 'once') return undefined;
  const clock = timeOfDayText(time.at, zone);
  if (time.kind === 'skipped') return `Clocks in ${zone} skip this time; it means ${clock}.`;
  const name = (atMs: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(atMs)
      .find(({ type }) => type === 'timeZoneName')?.value;
  const utc = timeOfDayText(time.at, 'UTC');
  return `Clocks in ${zone} show ${clock} twice that day; this is the first, ${name(time.at)} (${utc} UTC).`;
}
