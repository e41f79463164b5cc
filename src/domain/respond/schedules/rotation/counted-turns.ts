import { Temporal } from 'temporal-polyfill';
import type { Layer, Restriction } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { minutesOfClock } from '../../../time/wall-clock.ts';

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/** The date of the first handoff: `startsOn`, or the first handoff weekday on or after it. */
export function firstHandoffDate({ startsOn, rotation }: Pick<Layer, 'startsOn' | 'rotation'>): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(startsOn);
  if (rotation.handoffWeekday === undefined) return date;
  return date.add({ days: (rotation.handoffWeekday - date.dayOfWeek + 7) % 7 });
}

const unitMinutes = { hour: 60, day: dayMinutes, week: weekMinutes, month: 31 * dayMinutes };

/** How long a turn lasts by the clock of the schedule; of months, which differ, the longest. */
export const turnMinutesOf = ({ rotation: { unit, every } }: Pick<Layer, 'rotation'>): number =>
  every * unitMinutes[unit];

/** By the clock of the schedule, how many minutes after the first handoff a turn begins. */
export function turnStarts(layer: Pick<Layer, 'startsOn' | 'rotation'>): (turn: number) => number {
  const { unit, every } = layer.rotation;
  if (unit !== 'month') return (turn) => turn * turnMinutesOf(layer);
  const first = firstHandoffDate(layer);
  return (turn) => first.until(first.add({ months: turn * every }), { largestUnit: 'days' }).days * dayMinutes;
}

/** After how many turns they meet the same hours of the week again; a month meets all of them. */
export function turnsUntilSameHours(layer: Pick<Layer, 'rotation'>): number {
  return layer.rotation.unit === 'month' ? 1 : weekMinutes / commonDivisor(weekMinutes, turnMinutesOf(layer));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/**
 * How many turns were counted before a turn: all of them, or with `skipEmptyTurns` those that meet the layer's hours, so
 * that a turn without hours passes the order on to nobody.
 */
export function turnCounter(layer: Layer): (turn: number) => number {
  if (!layer.skipEmptyTurns || !layer.restrictions?.length) return (turn) => turn;
  const period = turnsUntilSameHours(layer);
  const before = [0];
  for (let turn = 0; turn < period; turn++) before.push(before[turn]! + (meetsHours(layer, turn) ? 1 : 0));
  return (turn) => Math.floor(turn / period) * before[period]! + before[turn % period]!;
}

/**
 * Whether the layer's hours are open at some minute of a turn, or of its first minutes up to `most`. Reckoned by the clock
 * of the schedule, without regard to the nights on which clocks change.
 */
export function meetsHours(layer: Layer, turn: number, most = Number.POSITIVE_INFINITY): boolean {
  if (!layer.restrictions?.length) return true;
  const firstMinute = (firstHandoffDate(layer).dayOfWeek - 1) * dayMinutes + minutesOfClock(layer.rotation.handoffTime);
  const startOf = turnStarts(layer);
  const [start, end] = [startOf(turn), startOf(turn + 1)];
  return layer.restrictions.some((window) => isOpenWithin(window, firstMinute + start, Math.min(end - start, most)));
}

/** Whether a weekly window is open at some minute of the stretch; minutes count from a Monday. */
function isOpenWithin({ weekdays, from, to }: Restriction, start: number, length: number): boolean {
  if (length >= weekMinutes) return true;
  const [opens, closes] = [minutesOfClock(from), minutesOfClock(to)];
  const openFor = closes > opens ? closes - opens : dayMinutes - opens + closes;
  return weekdays.some((weekday) => {
    const sinceOpened = (start - (weekday - 1) * dayMinutes - opens) % weekMinutes;
    const elapsed = (sinceOpened + weekMinutes) % weekMinutes;
    return elapsed < openFor || elapsed + length > weekMinutes;
  });
}
