/** When a schedule is due in a time zone, over every change of its clocks. */
import { Temporal } from 'temporal-polyfill';
import type { Cron } from './cron.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** 29 February is up to eight years away. */
const furthestMs = 9 * 366 * dayMs;

/** A time in which the clocks of a zone are ahead of UTC by the same amount. Epoch ms. */
type Span = { from: number; until: number; offset: number; offsetBefore: number };

/**
 * The first instant after `after`, epoch ms; null when there is none. As cron has it: a schedule with fixed times runs
 * once on each of its days, right after the clocks went forward over its time, and at the first of two times when they
 * went back. Any other runs whenever the clock shows a time that matches.
 */
export function nextTime(cron: Cron, timeZone: string, after: number): number | null {
  for (const span of spansFrom(timeZone, after)) {
    const first = span.from + (cron.isFixed ? span.offsetBefore : span.offset);
    const from = after < span.from ? first : Math.max(after + 1 + span.offset, first);
    const shown = nextShown(cron, from, Math.min(span.until, after + furthestMs) + span.offset);
    if (shown !== null) return Math.max(span.from, shown - span.offset);
    if (span.until > after + furthestMs) return null;
  }
  return null;
}

/** The next instants after `after`, at most `count`. */
export function nextTimes(cron: Cron, timeZone: string, after: number, count: number): number[] {
  const found: number[] = [];
  let last: number | null = after;
  while (found.length < count) {
    last = nextTime(cron, timeZone, last);
    if (last === null) break;
    found.push(last);
  }
  return found;
}

/** The longest time between two of the next hundred times, in whole seconds; null when there are no two. */
export function longestGapSeconds(cron: Cron, timeZone: string, after: number): number | null {
  const times = nextTimes(cron, timeZone, after, 100);
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  return gaps.length === 0 ? null : Math.ceil(Math.max(...gaps) / 1000);
}

function* spansFrom(timeZone: string, at: number): Generator<Span> {
  let moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  // Just before the next instant: a change at `at` itself belongs to the span that begins there.
  const begun = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  let from = begun?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  let offsetBefore = begun ? offsetOf(begun.subtract({ milliseconds: 1 })) : offsetOf(moment);
  for (;;) {
    const offset = offsetOf(moment);
    const next = moment.getTimeZoneTransition('next');
    const until = next?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    yield { from, until, offset, offsetBefore };
    if (!next) return;
    [from, offsetBefore, moment] = [until, offset, next];
  }
}

const offsetOf = (moment: Temporal.ZonedDateTime) => moment.offsetNanoseconds / 1e6;

/** The first whole minute from `from` on and before `end` that a clock shows and that matches; all as if it were UTC. */
function nextShown(cron: Cron, from: number, end: number): number | null {
  let at = Math.ceil(from / minuteMs) * minuteMs;
  while (at < end) {
    const shown = new Date(at);
    const month = shown.getUTCMonth();
    if (!cron.months.includes(month + 1)) at = Date.UTC(shown.getUTCFullYear(), month + 1);
    else if (!isDayOf(cron, shown)) at = (Math.floor(at / dayMs) + 1) * dayMs;
    else if (!cron.hours.includes(shown.getUTCHours())) at = (Math.floor(at / hourMs) + 1) * hourMs;
    else if (!cron.minutes.includes(shown.getUTCMinutes())) at += minuteMs;
    else return at;
  }
  return null;
}

function isDayOf({ days, weekdays, eitherDay }: Cron, shown: Date): boolean {
  const isDay = days.includes(shown.getUTCDate());
  const isWeekday = weekdays.includes(shown.getUTCDay());
  return eitherDay ? isDay || isWeekday : isDay && isWeekday;
}
