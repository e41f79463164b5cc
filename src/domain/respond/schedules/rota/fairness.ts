import type { Restriction } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { windowsBetween } from '../rotation/restrictions.ts';
import type { Shift } from '../schedule.ts';
import { intersect, type Span } from '../span.ts';

/** Hours on call. Night and weekend hours are part of `hours`, and an hour may be both. */
export type OnCallHours = { personId: number; hours: number; nightHours: number; weekendHours: number };

type PersonSpan = Span & { personId: number };

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const NIGHT: Restriction[] = [{ weekdays: EVERY_DAY, from: '22:00', to: '07:00' }];
const WEEKEND: Restriction[] = [{ weekdays: [6, 7], from: '00:00', to: '24:00' }];
const HOUR_MILLISECONDS = 3_600_000;

/**
 * What each person carries in a timeline: hours, of which at night (22:00 to 07:00) and at the weekend
 * (Saturday and Sunday), by the clock of `timeZone`. Most hours first; hours in gaps belong to nobody.
 *
 * @param shifts by start, as `shiftsBetween` or `everyShiftBetween` makes them
 */
export function onCallHours(shifts: readonly Shift[], timeZone: string): OnCallHours[] {
  const spans = shifts.flatMap(({ personId, startsAt, endsAt }) =>
    personId === null ? [] : [{ personId, start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds }],
  );
  if (spans.length === 0) return [];
  const from = Math.min(...spans.map(({ start }) => start));
  const to = Math.max(...spans.map(({ end }) => end));
  const total = hoursByPerson(spans);
  const night = hoursByPerson(within(spans, nightsBetween(timeZone, from, to)));
  const weekend = hoursByPerson(within(spans, weekendsBetween(timeZone, from, to)));
  return [...total]
    .map(([personId, hours]) => ({
      personId,
      hours,
      nightHours: night.get(personId) ?? 0,
      weekendHours: weekend.get(personId) ?? 0,
    }))
    .sort((a, b) => b.hours - a.hours || a.personId - b.personId);
}

/** The nights, 22:00 to 07:00, that touch `[from, to)` (epoch milliseconds). */
export const nightsBetween = (timeZone: string, from: number, to: number): Span[] =>
  windowsBetween(timeZone, NIGHT, from, to);

/** Its Saturdays and Sundays. */
export const weekendsBetween = (timeZone: string, from: number, to: number): Span[] =>
  windowsBetween(timeZone, WEEKEND, from, to);

/** Shifts of several people at once overlap; those of one person do not. */
function within(spans: readonly PersonSpan[], windows: readonly Span[]): PersonSpan[] {
  const people = [...new Set(spans.map(({ personId }) => personId))];
  return people.flatMap((person) =>
    intersect(
      spans.filter(({ personId }) => personId === person),
      windows,
    ),
  );
}

function hoursByPerson(spans: readonly PersonSpan[]): Map<number, number> {
  const milliseconds = new Map<number, number>();
  for (const { personId, start, end } of spans) {
    milliseconds.set(personId, (milliseconds.get(personId) ?? 0) + end - start);
  }
  return new Map([...milliseconds].map(([personId, sum]) => [personId, sum / HOUR_MILLISECONDS]));
}
