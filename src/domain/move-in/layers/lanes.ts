/**
 * A rotation of another tool as layers, and layers as schedules. There, several rotations of a schedule are on call at
 * the same time; here a layer covers those below it. So layers that never meet share a schedule, and those that do get
 * one each: whoever asks the schedule asks all of them.
 */
import { Temporal } from 'temporal-polyfill';
import { OVERRIDE_LAYER } from '../../../contract/respond/schedules/schedule-definition.ts';
import type { LayerOfEmails } from '../document.ts';
import {
  clock,
  common,
  dayMinutes,
  isWholeWeek,
  type WeekSpan,
  weekMinutes,
  weekSpans,
  windowsOfWeek,
} from './week.ts';

/** One layer with when it can have somebody on call: hours of the week, and instants from and to (milliseconds). */
export type Lane = { rotationId: string; layer: LayerOfEmails; hours: WeekSpan[]; fromMs: number; toMs: number };

export type TurnOrder = {
  rotationId: string;
  name: string;
  timeZone: string;
  /** Local date and time of the first handoff; handoffs keep its time of day. */
  start: Temporal.PlainDateTime;
  /** Local, exact to the minute; null when the rotation goes on. */
  end: Temporal.PlainDateTime | null;
  unit: 'day' | 'week';
  every: number;
  participants: (string | null)[];
  atOnce?: number;
  hours: WeekSpan[];
};

const wholeWeek: WeekSpan[] = [{ start: 0, end: weekMinutes }];

export const always = (): WeekSpan[] => wholeWeek;

/** A rotation that hands off by days or weeks. Where it ends between two handoffs, a second layer holds the last hours. */
export function lanesOfTurns(turns: TurnOrder): Lane[] {
  const { start, end, timeZone, unit, every, participants } = turns;
  if (participants.every((person) => person === null)) return [];
  const startsOn = start.toPlainDate();
  const handoff = minuteOf(start);
  const fromMs = millisecondsOf(start, timeZone);
  const main = (endsOn: Temporal.PlainDate | null): Lane => ({
    rotationId: turns.rotationId,
    layer: {
      name: turns.name,
      rotation: { unit, every, handoffTime: clock(handoff) },
      startsOn: startsOn.toString(),
      ...(endsOn && { endsOn: endsOn.toString() }),
      participants,
      ...(turns.atOnce !== undefined && turns.atOnce > 1 && { atOnce: turns.atOnce }),
      ...restricted(turns.hours),
    },
    hours: turns.hours,
    fromMs,
    toMs:
      endsOn === null
        ? Number.POSITIVE_INFINITY
        : millisecondsOf(endsOn.toPlainDateTime(start.toPlainTime()), timeZone),
  });
  if (end === null) return [main(null)];
  const left = minuteOf(end) - handoff;
  const lastDay = left >= 0 ? end.toPlainDate() : end.toPlainDate().subtract({ days: 1 });
  const days = startsOn.until(lastDay, { largestUnit: 'days' }).days;
  if (days < 0) return [];
  const lanes = days > 0 ? [main(lastDay)] : [];
  const minutes = left >= 0 ? left : left + dayMinutes;
  const place = Math.floor(days / (every * (unit === 'week' ? 7 : 1))) % participants.length;
  const person = participants[place]!;
  const hours = common(turns.hours, weekSpans((lastDay.dayOfWeek - 1) * dayMinutes + handoff, minutes));
  if (minutes === 0 || hours.length === 0 || (person === null && (turns.atOnce ?? 1) === 1)) return lanes;
  const rest = main(lastDay.add({ days: 1 }));
  return [
    ...lanes,
    {
      ...rest,
      hours,
      fromMs: millisecondsOf(lastDay.toPlainDateTime(start.toPlainTime()), timeZone),
      layer: {
        ...rest.layer,
        name: `${turns.name}, last hours`,
        rotation: { unit: 'day', every: 1, handoffTime: clock(handoff) },
        startsOn: lastDay.toString(),
        participants: (turns.atOnce ?? 1) > 1 ? participants : [person],
        ...restricted(hours),
      },
    },
  ];
}

/**
 * A rotation that hands off every so many hours, by the clock: one daily layer for each stretch of the day within which
 * nobody hands off. Null when its order repeats only after more turns than a layer can hold.
 */
export function lanesOfHours(turns: Omit<TurnOrder, 'unit' | 'every'>, lengthHours: number): Lane[] | null {
  const { participants, start } = turns;
  if (lengthHours % 24 === 0) return lanesOfTurns({ ...turns, unit: 'day', every: lengthHours / 24 });
  const stretch = greatestDivisor(lengthHours, 24);
  const cycle = lengthHours * participants.length;
  const days = cycle / greatestDivisor(cycle, 24);
  if (days > 100) return null;
  return Array.from({ length: 24 / stretch }, (_, index) => index * stretch).flatMap((offset) => {
    const opens = minuteOf(start) + offset * 60;
    const daily = Array.from({ length: 7 }, (_each, day) => weekSpans(day * dayMinutes + opens, stretch * 60)).flat();
    const hours = common(turns.hours, daily);
    if (hours.length === 0) return [];
    return lanesOfTurns({
      ...turns,
      name: `${turns.name}, ${clock(opens % dayMinutes)}`,
      unit: 'day',
      every: 1,
      hours,
      participants: Array.from(
        { length: days },
        (_each, day) => participants[Math.floor((day * 24 + offset) / lengthHours) % participants.length]!,
      ),
    });
  });
}

const mostLayers = 20;
const mostWindows = 100;

/** What one schedule can hold; the server refuses more. */
export function fitsOneSchedule(lanes: readonly Lane[]): boolean {
  return (
    lanes.length <= mostLayers &&
    lanes.every(({ layer }) => layer.participants.length <= 100 && (layer.restrictions?.length ?? 0) <= 50) &&
    windowsIn(lanes) <= mostWindows
  );
}

const windowsIn = (lanes: readonly Lane[]) =>
  lanes.reduce((sum, { layer }) => sum + 1 + (layer.restrictions?.length ?? 0), 0);

/** Lanes that never meet, together; the first group that has room takes a lane. */
export function groupLanes(lanes: readonly Lane[]): Lane[][] {
  const groups: Lane[][] = [];
  for (const lane of lanes) {
    const fits = (group: Lane[]) =>
      group.length < mostLayers &&
      windowsIn([...group, lane]) <= mostWindows &&
      group.every((other) => !meet(lane, other));
    const group = groups.find(fits);
    if (group) group.push(lane);
    else groups.push([lane]);
  }
  return groups;
}

function meet(one: Lane, other: Lane): boolean {
  return one.fromMs < other.toMs && other.fromMs < one.toMs && common(one.hours, other.hours).length > 0;
}

/** The layers of a group, each with a name of its own. */
export function namedLayers(group: readonly Lane[]): LayerOfEmails[] {
  const taken = new Set<string>([OVERRIDE_LAYER]);
  return group.map(({ layer }) => {
    const base = layer.name.trim().slice(0, 90) || 'Rotation';
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base} (${count})`;
    taken.add(name.toLowerCase());
    return { ...layer, name };
  });
}

export function millisecondsOf(local: Temporal.PlainDateTime, timeZone: string): number {
  return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The date and minute that clocks in a zone show. */
export function localMinute(instant: string, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Date.parse(instant))
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .round({ smallestUnit: 'minute', roundingMode: 'trunc' });
}

const minuteOf = ({ hour, minute }: { hour: number; minute: number }) => hour * 60 + minute;

const restricted = (hours: WeekSpan[]) => (isWholeWeek(hours) ? {} : { restrictions: windowsOfWeek(hours) });

export function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
