import type { Temporal } from 'temporal-polyfill';
import type { OnCall, Schedule, Shift } from './schedule.ts';
import { shiftsBetween } from './timeline.ts';

/** How far ahead {@link nextHandoff} and {@link nextShift} look. */
export const LOOK_AHEAD_DAYS = 400;

const CHUNK_DAYS = 40;

/** The moment at which the schedule passes from one person (or a gap) to another (or a gap). */
export type Handoff = { at: Temporal.Instant; from: OnCall; to: OnCall };

/** Who is on call at an instant. A shift holds its first instant and not its last: at 09:00 sharp the new person has it. */
export function onCallAt(schedule: Schedule, at: Temporal.Instant): OnCall {
  return onCallOf(shiftsBetween(schedule, at, at.add({ milliseconds: 1 }))[0]!);
}

/** The first handoff to a different person after an instant, or null when there is none within {@link LOOK_AHEAD_DAYS}. */
export function nextHandoff(schedule: Schedule, after: Temporal.Instant): Handoff | null {
  const from = onCallAt(schedule, after);
  for (const chunk of chunksAhead(after)) {
    const shift = shiftsBetween(schedule, chunk.from, chunk.to).find(({ personId }) => personId !== from.personId);
    if (shift) return { at: shift.startsAt, from, to: onCallOf(shift) };
  }
  return null;
}

/**
 * Who comes on call next and is not on call already, or null when nobody does before `until`: somebody new, past every
 * gap.
 */
export function nextPersonOnCall(schedule: Schedule, at: Temporal.Instant, until: Temporal.Instant): number | null {
  const { personId: current } = onCallAt(schedule, at);
  const coming = shiftsBetween(schedule, at, until).find(({ personId }) => personId !== null && personId !== current);
  return coming?.personId ?? null;
}

/**
 * The first shift of a person that starts after an instant (a shift that runs already is not it),
 * or null when there is none within {@link LOOK_AHEAD_DAYS}. A shift that outlasts the look-ahead ends with it.
 */
export function nextShift(schedule: Schedule, personId: number, after: Temporal.Instant): Shift | null {
  let found = null as Shift | null;
  let runningLayer = onCallLayer(onCallAt(schedule, after), personId);
  for (const chunk of chunksAhead(after)) {
    for (const shift of shiftsBetween(schedule, chunk.from, chunk.to)) {
      const layer = onCallLayer(shift, personId);
      if (found) {
        if (found.layer !== layer) return found;
        found = { ...found, endsAt: shift.endsAt };
      } else if (layer !== null && layer !== runningLayer) found = shift;
      else runningLayer = layer;
    }
  }
  return found;
}

function onCallLayer(onCall: OnCall, personId: number): string | null {
  return onCall.personId === personId ? onCall.layer : null;
}

function onCallOf(shift: OnCall): OnCall {
  return shift.gap === null
    ? { personId: shift.personId, layer: shift.layer, gap: null }
    : { personId: null, layer: null, gap: shift.gap };
}

function chunksAhead(after: Temporal.Instant): { from: Temporal.Instant; to: Temporal.Instant }[] {
  return Array.from({ length: LOOK_AHEAD_DAYS / CHUNK_DAYS }, (_, index) => ({
    from: after.add({ hours: 24 * CHUNK_DAYS * index }),
    to: after.add({ hours: 24 * CHUNK_DAYS * (index + 1) }),
  }));
}
