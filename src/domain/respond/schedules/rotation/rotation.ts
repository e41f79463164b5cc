import { Temporal } from 'temporal-polyfill';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { localDate } from '../../../time/instant.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../../time/wall-clock.ts';
import type { Span } from '../span.ts';
import { firstHandoffDate, turnCounter, turnDaysOf } from './counted-turns.ts';

/**
 * One participant's turn in a rotation; `turn` counts from 0 at the layer's first handoff. `following` are the other
 * participants in order, of a layer that has several people on call at once.
 */
export type Turn = Span & { turn: number; personId: number | null; following?: readonly (number | null)[] };

/** A layer as it is stored: its participant of turn 0 is the one at `turnOffset`, so that an edit keeps the running turn. */
export type TurnedLayer = Layer & { turnOffset?: number };

/**
 * Who is on call by a turn, in order: whoever has it and the next participants, as many as the layer has on call at once,
 * each once. A slot that is empty on purpose stays empty. Of several at once, a deactivated person is passed over; the
 * turn of one alone stays theirs.
 */
export function peopleOfTurn(
  { personId, following = [] }: Pick<Turn, 'personId' | 'following'>,
  atOnce: number,
  disabled: ReadonlySet<number>,
): number[] {
  if (atOnce === 1) return personId === null || disabled.has(personId) ? [] : [personId];
  const people: number[] = [];
  let seats = atOnce;
  for (const each of [personId, ...following]) {
    if (people.length >= seats) break;
    if (each === null) seats -= 1;
    else if (!disabled.has(each) && !people.includes(each)) people.push(each);
  }
  return people;
}

/**
 * The turns of a layer that touch `[from, to)`, whole (not cut to the range) and without regard to restrictions.
 * The turn at `from` is found by division, so an old layer costs no more than a new one.
 * Where a zone skips a whole day (Apia, 30 December 2011), the turn that would have filled it has no length and is left out.
 */
export function turnsBetween(timeZone: string, layer: TurnedLayer, from: number, to: number): Turn[] {
  const { rotation, participants, turnOffset = 0 } = layer;
  const periodDays = turnDaysOf(layer);
  const countOf = turnCounter(layer);
  const handoffMinute = minutesOfClock(rotation.handoffTime);
  const firstDate = firstHandoffDate(layer);
  const handoff = (turn: number) =>
    wallClockMilliseconds(timeZone, firstDate.add({ days: turn * periodDays }), handoffMinute);
  const layerEnd =
    layer.endsOn === undefined
      ? Number.POSITIVE_INFINITY
      : wallClockMilliseconds(timeZone, Temporal.PlainDate.from(layer.endsOn), handoffMinute);
  const stop = Math.min(to, layerEnd);
  const isShared = (layer.atOnce ?? 1) > 1;

  // Two days of slack: a handoff in a skipped day happens up to a day after its own date.
  const elapsedDays = firstDate.until(localDate(timeZone, from), { largestUnit: 'days' }).days - 2;
  let turn = Math.max(0, Math.floor(elapsedDays / periodDays));
  const turns: Turn[] = [];
  for (let start = handoff(turn); start < stop; turn++) {
    const next = handoff(turn + 1);
    const end = Math.min(next, layerEnd);
    if (end > from && end > start) {
      const place = (countOf(turn) + turnOffset) % participants.length;
      const personId = participants[place]!;
      turns.push({ start, end, turn, personId, ...(isShared && { following: after(participants, place) }) });
    }
    start = next;
  }
  return turns;
}

function after<T>(list: readonly T[], place: number): T[] {
  return [...list.slice(place + 1), ...list.slice(0, place)];
}
