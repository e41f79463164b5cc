/** Turns that begin again and again in a cycle of days or weeks, as layers. */
import type { Temporal } from 'temporal-polyfill';
import { type Lane, lanesOfTurns } from './lanes.ts';
import { dayMinutes, joined, type WeekSpan, weekMinutes, weekSpans } from './week.ts';

export const longestCycle = 100;
const longestTurnMinutes = 400 * dayMinutes;

/** `offset`: minutes by the clock from the start of the cycle. `group`: which group of people has the turn. */
export type Rhythm = {
  unit: 'day' | 'week';
  start: Temporal.PlainDateTime;
  /** How many units a cycle has. */
  cycle: number;
  turns: { offset: number; group: number }[];
};

/** A longer cycle than a layer can hold is none. */
export function limited(rhythm: Rhythm): Rhythm | string {
  return rhythm.cycle > longestCycle ? 'Its order repeats only after more than 100 turns.' : rhythm;
}

/** The end of the last turn that begins by a local time; null when none does. */
export function endOfLastTurn(
  { start, cycle, unit, turns }: Rhythm,
  by: Temporal.PlainDateTime,
  minutes: number,
): Temporal.PlainDateTime | null {
  const length = cycle * (unit === 'week' ? weekMinutes : dayMinutes);
  const left = Math.floor(start.until(by, { largestUnit: 'minutes' }).minutes);
  if (left < 0) return null;
  const whole = Math.floor(left / length) * length;
  const offsets = turns.flatMap(({ offset }) => [whole - length + offset, whole + offset]);
  const last = Math.max(...offsets.filter((offset) => offset >= 0 && offset <= left));
  return Number.isFinite(last) ? start.add({ minutes: last + minutes }) : null;
}

type Base = { rotationId: string; name: string; timeZone: string; end: Temporal.PlainDateTime | null };

/**
 * Layers of a rhythm. A turn is cut where the units end, and what has the same people in every unit is one layer, so that
 * turns that are shorter or longer than a unit, and those on some days only, become layers with hours.
 *
 * @param skipped units from the start in which nobody is on call
 */
export function lanesOfRhythm(
  base: Base,
  { unit, start, cycle, turns }: Rhythm,
  groups: readonly string[][],
  minutes: number,
  skipped = 0,
): Lane[] | string {
  if (minutes > longestTurnMinutes) return 'Its turns are longer than 400 days.';
  const unitMinutes = unit === 'week' ? weekMinutes : dayMinutes;
  const rows = new Map<string, { lap: number; hours: WeekSpan; people: (string | null)[] }>();
  const put = (place: number, hours: WeekSpan, person: string) => {
    const lap = Math.floor(place / cycle);
    for (let row = 0; ; row++) {
      const key = `${lap} ${hours.start} ${hours.end} ${row}`;
      const { people } = rows.get(key) ?? { people: Array.from<string | null>({ length: cycle }).fill(null) };
      rows.set(key, { lap, hours, people });
      if (people[place % cycle] === person) return;
      if (people[place % cycle] !== null) continue;
      people[place % cycle] = person;
      return;
    }
  };
  for (const { offset, group } of turns)
    for (const person of groups[group]!)
      for (let [at, left] = [offset, minutes]; left > 0; ) {
        const place = Math.floor(at / unitMinutes);
        const from = at - place * unitMinutes;
        const to = Math.min(unitMinutes, from + left);
        put(place, { start: from, end: to }, person);
        at += to - from;
        left -= to - from;
      }
  const same = new Map<string, { lap: number; hours: WeekSpan[]; people: (string | null)[] }>();
  for (const { lap, hours, people } of rows.values()) {
    const key = `${lap} ${JSON.stringify(people)}`;
    const known = same.get(key) ?? { lap, hours: [], people };
    known.hours.push(hours);
    same.set(key, known);
  }
  return [...same.values()].flatMap(({ lap, hours, people }) => {
    const before = lap * cycle + Math.max(0, skipped - lap * cycle);
    const begin = start.add({ days: before * (unit === 'week' ? 7 : 1) });
    const turned = people.map((_, place) => people[(place + before) % cycle]!);
    const { every, participants } = shortest(turned);
    return lanesOfTurns({
      ...{ ...base, start: begin, unit, every, participants },
      hours: hoursOfWeek(begin, unit, hours),
    });
  });
}

function hoursOfWeek(start: Temporal.PlainDateTime, unit: 'day' | 'week', hours: readonly WeekSpan[]): WeekSpan[] {
  const clock = start.hour * 60 + start.minute;
  const first = unit === 'week' ? [start.dayOfWeek - 1] : [0, 1, 2, 3, 4, 5, 6];
  return joined(
    first.flatMap((day) =>
      hours.flatMap((span) => weekSpans(day * dayMinutes + clock + span.start, span.end - span.start)),
    ),
  );
}

/** The same order with the fewest turns. */
function shortest(people: (string | null)[]): { every: number; participants: (string | null)[] } {
  const divisors = people.map((_, index) => index + 1).filter((each) => people.length % each === 0);
  const every = divisors.findLast((each) =>
    people.every((person, place) => person === people[Math.floor(place / each) * each]),
  )!;
  const turns = people.filter((_, place) => place % every === 0);
  const period = turns.findIndex(
    (_, length) =>
      length > 0 && turns.length % length === 0 && turns.every((each, place) => each === turns[place % length]),
  );
  return { every, participants: period > 0 ? turns.slice(0, period) : turns };
}
