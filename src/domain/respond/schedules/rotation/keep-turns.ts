import type { Layer, ScheduleDefinition } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { turnCounter } from './counted-turns.ts';
import { type TurnedLayer, turnsBetween } from './rotation.ts';

type Timed = { timeZone: string; definition: { layers: readonly TurnedLayer[] } };

/**
 * An edited definition with its turns counted so that whoever has the running turn of a layer keeps it: adding,
 * removing or moving a participant changes who comes next, not who is on call. Somebody who was taken out passes the turn
 * to whoever newly stands in their place, else to whoever came next and is still in. Layers are known again by their names,
 * a renamed one by its people.
 *
 * @param now epoch milliseconds
 */
export function keepTurns(
  before: Timed,
  after: { timeZone: string; definition: ScheduleDefinition },
  now: number,
): { layers: TurnedLayer[] } {
  const formerLayers = formerLayersOf(before.definition.layers, after.definition.layers);
  return {
    layers: after.definition.layers.map((layer, index) => {
      const former = formerLayers[index];
      const turnOffset = former ? offsetThatKeeps(before.timeZone, former, after.timeZone, layer, now) : 0;
      return turnOffset === 0 ? layer : { ...layer, turnOffset };
    }),
  };
}

/** What each layer was before: that of its name; else one whose name is gone, with people of this one, near its place. */
function formerLayersOf(before: readonly TurnedLayer[], after: readonly Layer[]): (TurnedLayer | undefined)[] {
  const gone = new Set(before.filter(({ name }) => !after.some((layer) => layer.name === name)));
  const isLike = (former: TurnedLayer | undefined, layer: Layer) =>
    former !== undefined && gone.has(former) && former.participants.some((id) => layer.participants.includes(id));
  return after.map((layer, index) => {
    const namesake = before.find(({ name }) => name === layer.name);
    if (namesake) return namesake;
    const former = [before[index], ...before].find((one) => isLike(one, layer));
    if (former) gone.delete(former);
    return former;
  });
}

function offsetThatKeeps(
  zoneBefore: string,
  former: TurnedLayer,
  zoneAfter: string,
  layer: Layer,
  now: number,
): number {
  const isSame = JSON.stringify(former.participants) === JSON.stringify(layer.participants);
  const running = turnsBetween(zoneBefore, former, now, now + 1)[0];
  const next = turnsBetween(zoneAfter, layer, now, now + 1)[0];
  // No turn runs before or after: the count goes on as it was.
  if (!running || !next) return isSame ? (former.turnOffset ?? 0) % layer.participants.length : 0;
  const place = (turnCounter(former)(running.turn) + (former.turnOffset ?? 0)) % former.participants.length;
  const count = layer.participants.length;
  const counted = turnCounter(layer)(next.turn);
  const offsetOf = (index: number) => (((index - counted) % count) + count) % count;
  if (layer.participants[place] === former.participants[place] && place < count) return offsetOf(place);
  const successor = layer.participants[place];
  const isOut = !layer.participants.includes(former.participants[place]!);
  if (isOut && successor !== undefined && !former.participants.includes(successor)) return offsetOf(place);
  for (let step = 0; step < former.participants.length; step += 1) {
    const candidate = former.participants[(place + step) % former.participants.length]!;
    const index = layer.participants.indexOf(candidate);
    if (index !== -1) return offsetOf(index);
  }
  return 0;
}

/** A definition as people write it, without how its turns are counted. */
export function withoutOffsets(definition: { layers: readonly TurnedLayer[] }): ScheduleDefinition {
  return { layers: definition.layers.map(({ turnOffset: _turnOffset, ...layer }) => layer) };
}
