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

export const turnDaysOf = ({ rotation }: Pick<Layer, 'rotation'>): number =>
  rotation.every * (rotation.unit === 'week' ? 7 : 1);

/**
 * How many turns were counted before a turn: all of them, or with `skipEmptyTurns` those that meet the layer's hours, so
 * that a turn without hours passes the order on to nobody. Turns meet the same weekdays again every seven turns.
 */
export function turnCounter(layer: Layer): (turn: number) => number {
  if (!layer.skipEmptyTurns || !layer.restrictions?.length) return (turn) => turn;
  const period = turnDaysOf(layer) % 7 === 0 ? 1 : 7;
  const before = [0];
  for (let turn = 0; turn < period; turn++) before.push(before[turn]! + (meetsHours(layer, turn) ? 1 : 0));
  return (turn) => Math.floor(turn / period) * before[period]! + before[turn % period]!;
}

/**
 * Whether the layer's hours are open at some minute of a turn, or of its first `days` days. Reckoned by the clock of the
 * schedule, without regard to the nights on which clocks change.
 */
export function meetsHours(layer: Layer, turn: number, days = turnDaysOf(layer)): boolean {
  if (!layer.restrictions?.length) return true;
  const firstMinute = (firstHandoffDate(layer).dayOfWeek - 1) * dayMinutes + minutesOfClock(layer.rotation.handoffTime);
  const start = firstMinute + turn * turnDaysOf(layer) * dayMinutes;
  return layer.restrictions.some((window) => isOpenWithin(window, start, days * dayMinutes));
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
