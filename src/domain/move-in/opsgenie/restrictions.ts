import type { OpsgenieTimeRestriction } from '../../../contract/move-in/opsgenie.ts';
import { always } from '../layers/lanes.ts';
import { dayMinutes, joined, type WeekSpan, weekMinutes, weekSpans } from '../layers/week.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The hours of a week that a restriction leaves open. Times that are equal mean a whole day, or a whole week. */
export function hoursOf(restriction: OpsgenieTimeRestriction | null | undefined): WeekSpan[] {
  if (!restriction) return always();
  if (restriction.type === 'time-of-day') {
    const { startHour, startMin, endHour, endMin } = restriction.restriction;
    const [start, end] = [startHour * 60 + startMin, endHour * 60 + endMin];
    const length = end > start ? end - start : end - start + dayMinutes;
    return joined(weekdays.flatMap((_, day) => weekSpans(day * dayMinutes + start, length)));
  }
  return joined(
    restriction.restrictions.flatMap(({ startDay, endDay, startHour, startMin, endHour, endMin }) => {
      const start = weekdays.indexOf(startDay) * dayMinutes + startHour * 60 + startMin;
      const end = weekdays.indexOf(endDay) * dayMinutes + endHour * 60 + endMin;
      return weekSpans(start, end > start ? end - start : end - start + weekMinutes);
    }),
  );
}
