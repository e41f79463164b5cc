import { Temporal } from 'temporal-polyfill';
import { firstHandoffDate, meetsHours, turnCounter, turnDaysOf } from './counted-turns.ts';
import { peopleOfTurn, type TurnedLayer } from './rotation.ts';

const nobody: ReadonlySet<number> = new Set();

/**
 * The participants of a layer none of whose turns meets its hours or begins before its end, in turn order: seven people
 * who take turns by the day from Monday to Friday leave two without an hour, always the same. Nobody, when the layer is
 * over on the date `today`.
 */
export function participantsWithoutHours(layer: TurnedLayer, today: string): number[] {
  const { participants, endsOn, turnOffset = 0, atOnce = 1 } = layer;
  if (endsOn !== undefined && endsOn <= today) return [];
  const days =
    endsOn === undefined
      ? Number.POSITIVE_INFINITY
      : firstHandoffDate(layer).until(Temporal.PlainDate.from(endsOn)).days;
  const turnDays = turnDaysOf(layer);
  // After so many turns the same people meet the same weekdays again.
  const turns = Math.min(7 * participants.length, Math.max(0, Math.ceil(days / turnDays)));
  const countOf = turnCounter(layer);
  const served = new Set<number | null>();
  for (let turn = 0; turn < turns; turn++) {
    if (!meetsHours(layer, turn, Math.min(turnDays, days - turn * turnDays))) continue;
    const place = (countOf(turn) + turnOffset) % participants.length;
    const [personId, ...following] = [...participants.slice(place), ...participants.slice(0, place)];
    for (const each of peopleOfTurn({ personId: personId!, following }, atOnce, nobody)) served.add(each);
  }
  return [...new Set(participants)].filter((personId) => personId !== null && !served.has(personId)) as number[];
}
