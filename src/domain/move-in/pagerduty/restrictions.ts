import type { PagerdutyRestriction } from '../../../contract/move-in/pagerduty.ts';
import { always } from '../layers/lanes.ts';
import { dayMinutes, joined, type WeekSpan, weekSpans } from '../layers/week.ts';
import { minuteOfDay } from './conversion.ts';

/** The hours of a week that restrictions leave open; `isWhole` when they begin and end at full minutes. */
export function hoursOf(restrictions: readonly PagerdutyRestriction[] | null | undefined): {
  spans: WeekSpan[];
  isWhole: boolean;
} {
  if (!restrictions || restrictions.length === 0) return { spans: always(), isWhole: true };
  let isWhole = true;
  const spans = restrictions.flatMap((restriction) => {
    const start = minuteOfDay(restriction.start_time_of_day);
    if (!start.isWhole || restriction.duration_seconds % 60 !== 0) isWhole = false;
    const minutes = Math.round(restriction.duration_seconds / 60);
    const days =
      restriction.type === 'daily_restriction' ? [0, 1, 2, 3, 4, 5, 6] : [(restriction.start_day_of_week ?? 1) - 1];
    return days.flatMap((day) => weekSpans(day * dayMinutes + start.minute, minutes));
  });
  return { spans: joined(spans), isWhole };
}
