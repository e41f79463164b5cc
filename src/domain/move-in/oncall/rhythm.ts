/** When the turns of a shift begin, as a cycle of days or weeks that repeats for ever. */
import { Temporal } from 'temporal-polyfill';
import type { OncallShift } from '../../../contract/move-in/oncall.ts';
import { greatestDivisor } from '../layers/lanes.ts';
import { limited, longestCycle, type Rhythm } from '../layers/rhythm.ts';
import { dayMinutes } from '../layers/week.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/**
 * @param groups how many groups take turns
 * @returns the rhythm, or why there is none
 */
export function rhythmOf(shift: OncallShift, groups: number): Rhythm | string {
  const given = Temporal.PlainDateTime.from(shift.start).round({ smallestUnit: 'minute', roundingMode: 'trunc' });
  const every = shift.interval ?? 1;
  const chosen = [...new Set(shift.by_day ?? [])].map((day) => days.indexOf(day));
  if (shift.frequency === 'monthly' || shift.by_month?.length || shift.by_monthday?.length)
    return 'It goes by months: a layer here goes by days or weeks. Enter it by hand.';
  if (shift.frequency === 'daily' && chosen.length === 0)
    return limited({
      ...{ unit: 'day', start: given, cycle: every * groups },
      turns: Array.from({ length: groups }, (_, group) => ({ offset: group * every * dayMinutes, group })),
    });
  const weekStart = days.indexOf(shift.week_start ?? 'SU');
  const start = shift.type === 'rolling_users' ? firstChosen(given, chosen, weekStart) : given;
  const weekdays = chosen.length > 0 ? chosen : [start.dayOfWeek - 1];
  const weekdayOf = (day: number) => (start.dayOfWeek - 1 + day) % 7;
  const isChosen = (day: number) => weekdays.includes(weekdayOf(day));
  const begins = (cycle: number, groupOn: (day: number) => number | null): Rhythm | string =>
    limited({
      ...{ unit: 'week', start, cycle },
      turns:
        cycle > longestCycle
          ? []
          : Array.from({ length: cycle * 7 }, (_, day) => day).flatMap((day) => {
              const group = isChosen(day) ? groupOn(day) : null;
              return group === null ? [] : [{ offset: day * dayMinutes, group }];
            }),
    });
  if (shift.frequency === 'weekly') {
    const intoWeek = (start.dayOfWeek - 1 - weekStart + 7) % 7;
    return begins(every * groups, (day) => {
      const week = Math.floor((day + intoWeek) / 7);
      return week % every === 0 ? (week / every) % groups : null;
    });
  }
  if (shift.type === 'recurrent_event') return begins(every, (day) => (day % every === 0 ? 0 : null));
  // Every so many of the chosen days the turn passes.
  let count = 0;
  const round = every * groups;
  const cycle = round / greatestDivisor(round, weekdays.length);
  return begins(cycle, () => Math.floor(count++ / every) % groups);
}

/** A rotation whose start is on none of its days begins on the first of them, counted from the start of the week. */
function firstChosen(start: Temporal.PlainDateTime, chosen: readonly number[], weekStart: number) {
  if (chosen.length === 0 || chosen.includes(start.dayOfWeek - 1)) return start;
  const [first] = chosen.toSorted((one, other) => ((one - weekStart + 7) % 7) - ((other - weekStart + 7) % 7));
  return start.add({ days: (first! - (start.dayOfWeek - 1) + 7) % 7 });
}
