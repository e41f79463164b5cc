import type { Temporal } from 'temporal-polyfill';
import type { GoalertRotation } from '../../../contract/move-in/goalert.ts';
import { type Lane, lanesOfHours, lanesOfTurns, localMinute } from '../layers/lanes.ts';
import type { WeekSpan } from '../layers/week.ts';

const hoursOfType = { hourly: 1, daily: 24, weekly: 168 };

/**
 * A rotation within some hours as layers. Whose turn it is follows from who has it now; so the order is counted back to the
 * start, which stays where it is while turns pass.
 *
 * @param zone of the schedule
 * @returns lanes, or why there are none
 */
export function lanesOfRotation(
  rotation: GoalertRotation,
  people: readonly (string | null)[],
  zone: string,
  hours: WeekSpan[],
  nowMs: number,
): Lane[] | string {
  const { id, name, type, shiftLength, userIDs, activeUserIndex } = rotation;
  if (type === 'monthly') return 'It goes by months: a layer here goes by hours, days or weeks. Enter it by hand.';
  if (userIDs.length > 100) return 'A layer takes up to 100 participants.';
  const turnHours = hoursOfType[type] * shiftLength;
  if (turnHours > 365 * 24) return 'Its turns are longer than a year. Enter it by hand.';
  const start = localMinute(rotation.start, zone);
  const count = userIDs.length;
  // The handoff at which the turn that runs now ends, counted from the start.
  const ends = rotation.nextHandoffTimes?.[0];
  const minutes = (until: Temporal.PlainDateTime) => start.until(until, { largestUnit: 'minutes' }).minutes;
  const passed = ends
    ? Math.round(minutes(localMinute(ends, zone)) / (turnHours * 60))
    : Math.floor(minutes(localMinute(new Date(nowMs).toISOString(), zone)) / (turnHours * 60)) + 1;
  const first = (((Math.max(activeUserIndex, 0) + 1 - passed) % count) + count) % count;
  const base = {
    ...{ rotationId: id, name, timeZone: zone, end: null, hours },
    // Before its start somebody has the turn as well.
    start: start.subtract({ hours: turnHours * count }),
    participants: [...people.slice(first), ...people.slice(0, first)],
  };
  if (turnHours % 168 === 0) return lanesOfTurns({ ...base, unit: 'week', every: turnHours / 168 });
  return lanesOfHours(base, turnHours) ?? 'Its order repeats only after more than 100 days.';
}
