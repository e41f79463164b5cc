import { Temporal } from 'temporal-polyfill';
import { wallClockMilliseconds } from '../../../time/wall-clock.ts';
import { intersect, type Span, union } from '../span.ts';
import { nightsBetween, weekendsBetween } from './fairness.ts';

/** Hours on call, of which at night, at the weekend and on holidays; an hour may be all of them. */
export type Burden = { hours: number; nightHours: number; weekendHours: number; holidayHours: number };

const HOUR_MS = 3_600_000;

/**
 * What a stretch on call weighs, by the clock of `timeZone`, for stretches within `[from, to)` (epoch milliseconds).
 * @param holidays dates such as `2026-12-25`
 */
export function burdensBetween(
  timeZone: string,
  holidays: readonly string[],
  from: number,
  to: number,
): (spans: readonly Span[]) => Burden {
  const nights = nightsBetween(timeZone, from, to);
  const weekends = weekendsBetween(timeZone, from, to);
  const daysOff = union(holidays.map((date) => dayOf(timeZone, Temporal.PlainDate.from(date))));
  return (spans) => ({
    hours: hoursOf(spans),
    nightHours: hoursOf(intersect(spans, nights)),
    weekendHours: hoursOf(intersect(spans, weekends)),
    holidayHours: hoursOf(intersect(spans, daysOff)),
  });
}

function dayOf(timeZone: string, date: Temporal.PlainDate): Span {
  return { start: wallClockMilliseconds(timeZone, date, 0), end: wallClockMilliseconds(timeZone, date, 1440) };
}

const hoursOf = (spans: readonly Span[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0) / HOUR_MS;
