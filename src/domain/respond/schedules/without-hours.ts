import { Temporal } from 'temporal-polyfill';
import type { Restriction } from '../../../contract/schedule-definition.ts';
import { minutesOfClock } from '../../time/wall-clock.ts';
import { firstHandoffDate, type TurnedLayer } from './rotation.ts';

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/**
 * The participants of a layer none of whose turns meets its hours or begins before its end, in turn order: seven people
 * who take turns by the day from Monday to Friday leave two without an hour, always the same. Reckoned by the clock of
 * the schedule, without regard to the nights on which clocks change. Nobody, when the layer is over on the date `today`.
 */
export function participantsWithoutHours(layer: TurnedLayer, today: string): number[] {
  const { participants, rotation, restrictions, endsOn, turnOffset = 0 } = layer;
  if (endsOn !== undefined && endsOn <= today) return [];
  const first = firstHandoffDate(layer);
  const days = endsOn === undefined ? Number.POSITIVE_INFINITY : first.until(Temporal.PlainDate.from(endsOn)).days;
  const turnDays = rotation.every * (rotation.unit === 'week' ? 7 : 1);
  const firstMinute = (first.dayOfWeek - 1) * dayMinutes + minutesOfClock(rotation.handoffTime);
  // After so many turns the same people meet the same weekdays again.
  const turns = Math.min(7 * participants.length, Math.max(0, Math.ceil(days / turnDays)));
  const served = new Set<number | null>();
  for (let turn = 0; turn < turns; turn++) {
    const start = firstMinute + turn * turnDays * dayMinutes;
    const length = Math.min(turnDays, days - turn * turnDays) * dayMinutes;
    if (!restrictions?.length || restrictions.some((window) => isOpenWithin(window, start, length)))
      served.add(participants[(turn + turnOffset) % participants.length]!);
  }
  return [...new Set(participants)].filter((personId) => personId !== null && !served.has(personId)) as number[];
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
