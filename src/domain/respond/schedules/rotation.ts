import { Temporal } from 'temporal-polyfill';
import type { Layer } from '../../../contract/respond/schedule-definition.ts';
import { localDate } from '../../time/instant.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../time/wall-clock.ts';
import { firstHandoffDate, turnCounter, turnDaysOf } from './counted-turns.ts';
import type { Span } from './span.ts';

/** One participant's turn in a rotation; `turn` counts from 0 at the layer's first handoff. */
export type Turn = Span & { turn: number; personId: number | null };

/** A layer as it is stored: its participant of turn 0 is the one at `turnOffset`, so that an edit keeps the running turn. */
export type TurnedLayer = Layer & { turnOffset?: number };

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

  // Two days of slack: a handoff in a skipped day happens up to a day after its own date.
  const elapsedDays = firstDate.until(localDate(timeZone, from), { largestUnit: 'days' }).days - 2;
  let turn = Math.max(0, Math.floor(elapsedDays / periodDays));
  const turns: Turn[] = [];
  for (let start = handoff(turn); start < stop; turn++) {
    const next = handoff(turn + 1);
    const end = Math.min(next, layerEnd);
    if (end > from && end > start)
      turns.push({ start, end, turn, personId: participants[(countOf(turn) + turnOffset) % participants.length]! });
    start = next;
  }
  return turns;
}
