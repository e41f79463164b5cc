import { windowsBetween } from '../rotation/restrictions.ts';
import { turnsBetween } from '../rotation/rotation.ts';
import type { Schedule } from '../schedule.ts';
import { seatSpans } from '../seats.ts';
import { intersect, type Span } from '../span.ts';

/** A turn of one layer: the times, by start, at which it decides who is on call. `personId` null: nobody, whose turn it is being deactivated. */
export type RotaTurn = { turn: number; personId: number | null; spans: readonly Span[] };

/**
 * The turns of a layer that begin in `[from, to)` (epoch milliseconds), whole, as far as they decide who is on call:
 * without what lies outside the layer's hours, under a higher layer or under an override. Turns left open on purpose are
 * left out.
 */
export function rotaTurns(schedule: Schedule, layerName: string, from: number, to: number): RotaTurn[] {
  const layer = schedule.definition.layers.find(({ name }) => name === layerName);
  if (!layer) return [];
  const { timeZone } = schedule;
  const disabled = new Set(schedule.disabledPersonIds);
  const turns = turnsBetween(timeZone, layer, from, to).filter(({ start }) => start >= from);
  const end = turns.at(-1)?.end ?? from;
  const [first = []] = seatSpans(schedule, from, end);
  const windows = layer.restrictions?.length ? windowsBetween(timeZone, layer.restrictions, from, end) : null;
  const open = (spans: Span[]) => (windows ? intersect(spans, windows) : spans);
  const decided = open(first.filter((span) => span.layer === layerName));
  const empty = open(first.filter(({ gap }) => gap === 'person_disabled'));
  return turns.flatMap(({ turn, personId, start, end: endsAt }) => {
    if (personId === null) return [];
    const isDisabled = disabled.has(personId);
    const spans = intersect([{ start, end: endsAt }], isDisabled ? empty : decided);
    return spans.length === 0 ? [] : [{ turn, personId: isDisabled ? null : personId, spans }];
  });
}

/** How many turns in a row the rotation itself gives to one person, of whom others have turns too. */
export function longestRow(participants: readonly (number | null)[]): number {
  const twice = [...participants, ...participants];
  let [longest, row] = [1, 0];
  twice.forEach((personId, place) => {
    row = place > 0 && personId === twice[place - 1] ? row + 1 : 1;
    if (personId !== null && row < participants.length) longest = Math.max(longest, row);
  });
  return longest;
}

/** Who had, or will have had, most of each of the layer's turns that begin in `[from, to)`: null for nobody. */
export function whoHadTurns(schedule: Schedule, layerName: string, from: number, to: number): (number | null)[] {
  const layer = schedule.definition.layers.find(({ name }) => name === layerName);
  if (!layer) return [];
  const turns = turnsBetween(schedule.timeZone, layer, from, to).filter(({ start }) => start >= from);
  const [first = []] = seatSpans(schedule, from, turns.at(-1)?.end ?? from);
  return turns.map(({ start, end }) => {
    const milliseconds = new Map<number, number>();
    for (const span of intersect(first, [{ start, end }])) {
      if (span.personId !== null)
        milliseconds.set(span.personId, (milliseconds.get(span.personId) ?? 0) + span.end - span.start);
    }
    return [...milliseconds].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  });
}
