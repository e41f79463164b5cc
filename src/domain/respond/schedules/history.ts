import type { ScheduleDefinition } from '../../../contract/schedule-definition.ts';
import { instantOf } from '../../time/instant.ts';
import type { Override } from './schedule.ts';
import { shiftsBetween } from './timeline.ts';

/** A schedule as it stood from `inForceFrom` (epoch milliseconds) until its next version. */
export type ScheduleVersion = {
  inForceFrom: number;
  teamId: number | null;
  timeZone: string;
  /** Null: the schedule was gone. */
  definition: ScheduleDefinition | null;
};

/** One person on call without a break, whatever the layer; epoch milliseconds, `endAt` excluded. */
export type PastShift = { personId: number; teamId: number | null; startAt: number; endAt: number };

/**
 * The shifts of one schedule within `[from, to)` as they were: each moment is read from the version that was in force then,
 * and somebody who was deactivated later was still on call before. Before the first version nobody was.
 *
 * @param versions by the time they came into force
 * @param disabledAt when each deactivated person was deactivated, epoch milliseconds
 */
export function pastShifts(
  versions: readonly ScheduleVersion[],
  overrides: readonly Override[],
  disabledAt: ReadonlyMap<number, number>,
  from: number,
  to: number,
): PastShift[] {
  const cuts = [...versions.map(({ inForceFrom }) => inForceFrom), ...disabledAt.values()];
  const borders = [from, ...new Set(cuts.filter((at) => at > from && at < to)), to].sort((a, b) => a - b);
  const shifts: PastShift[] = [];
  for (const [place, end] of borders.slice(1).entries()) {
    const start = borders[place]!;
    const version = versions.findLast(({ inForceFrom }) => inForceFrom <= start);
    if (!version?.definition) continue;
    const { timeZone, definition, teamId } = version;
    const disabledPersonIds = [...disabledAt].filter(([, at]) => at <= start).map(([personId]) => personId);
    const schedule = { timeZone, definition, overrides, disabledPersonIds };
    for (const { personId, startsAt, endsAt } of shiftsBetween(schedule, instantOf(start), instantOf(end))) {
      if (personId === null) continue;
      const [startAt, endAt] = [startsAt.epochMilliseconds, endsAt.epochMilliseconds];
      const last = shifts.at(-1);
      if (last?.personId === personId && last.endAt === startAt) Object.assign(last, { endAt, teamId });
      else shifts.push({ personId, teamId, startAt, endAt });
    }
  }
  return shifts;
}
