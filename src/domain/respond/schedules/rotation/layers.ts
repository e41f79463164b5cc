import type { Temporal } from 'temporal-polyfill';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { instantOf } from '../../../time/instant.ts';
import type { Schedule } from '../schedule.ts';
import { clip, intersect } from '../span.ts';
import { windowsBetween } from './restrictions.ts';
import { peopleOfTurn, type Turn, turnsBetween } from './rotation.ts';

/** What a layer says by itself: one entry per turn and restriction window. `personId` null is a turn left open on purpose. */
export type LayerShift = {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  personId: number | null;
  /** 1 for the first person of the turn, 2 for the second of several at once. */
  place: number;
  /** Counts from 0 at the layer's first handoff. */
  turn: number;
  /** The person is deactivated: the layer has nobody on call here. */
  disabled: boolean;
};

/** A layer's turns within its restrictions, cut to `[from, to)` in milliseconds since the epoch. */
export function layerTurns(timeZone: string, layer: Layer, from: number, to: number): Turn[] {
  const turns = clip(turnsBetween(timeZone, layer, from, to), from, to);
  if (turns.length === 0 || !layer.restrictions?.length) return turns;
  return intersect(turns, windowsBetween(timeZone, layer.restrictions, from, to));
}

/**
 * The layers one by one, lowest first, as the rows of a timeline show them. Unlike the final timeline this keeps
 * a boundary at every handoff, also where the same person follows.
 */
export function layerShifts(
  { timeZone, definition, disabledPersonIds = [] }: Pick<Schedule, 'timeZone' | 'definition' | 'disabledPersonIds'>,
  from: Temporal.Instant,
  to: Temporal.Instant,
): { name: string; shifts: LayerShift[] }[] {
  const disabled = new Set(disabledPersonIds);
  return definition.layers.map((layer) => ({
    name: layer.name,
    shifts: layerTurns(timeZone, layer, from.epochMilliseconds, to.epochMilliseconds).flatMap((turn) => {
      const people = peopleOfTurn(turn, layer.atOnce ?? 1, disabled);
      const shown = people.length > 0 ? people : [turn.personId];
      return shown.map((personId, index) => ({
        startsAt: instantOf(turn.start),
        endsAt: instantOf(turn.end),
        personId,
        place: index + 1,
        turn: turn.turn,
        disabled: personId !== null && disabled.has(personId),
      }));
    }),
  }));
}
