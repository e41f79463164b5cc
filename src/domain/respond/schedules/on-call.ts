import type { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../time/instant.ts';
import type { OnCall, Schedule, Shift } from './schedule.ts';
import { everyShiftBetween, seatSpans } from './seats.ts';

/** How far ahead {@link nextHandoff} and {@link nextShift} look. */
export const LOOK_AHEAD_DAYS = 400;

const CHUNK_DAYS = 40;

/** The moment at which other people (or nobody) are on call; of several at once, `to` is the first and `people` are all. */
export type Handoff = { at: Temporal.Instant; from: OnCall; to: OnCall; people: OnCall[] };

/**
 * Who is on call at an instant, of several at once the first. A shift holds its first instant and not its last: at 09:00
 * sharp the new person has it.
 */
export function onCallAt(schedule: Schedule, at: Temporal.Instant): OnCall {
  return everybodyOnCallAt(schedule, at)[0]!;
}

/** Everybody who is on call at an instant, the first of several first; in a gap only the gap. */
export function everybodyOnCallAt(schedule: Schedule, at: Temporal.Instant): OnCall[] {
  return groupsBetween(schedule, at, at.add({ milliseconds: 1 }))[0]!.people;
}

/** The first handoff to different people after an instant, or null when there is none within {@link LOOK_AHEAD_DAYS}. */
export function nextHandoff(schedule: Schedule, after: Temporal.Instant): Handoff | null {
  const from = everybodyOnCallAt(schedule, after);
  for (const chunk of chunksAhead(after)) {
    const group = groupsBetween(schedule, chunk.from, chunk.to).find(({ people }) => !areSame(people, from));
    if (group) return { at: instantOf(group.start), from: from[0]!, to: group.people[0]!, people: group.people };
  }
  return null;
}

/**
 * Who comes on call next and is not on call already, or nobody when that does not happen before `until`: everybody new
 * at that moment, past every gap.
 */
export function nextPeopleOnCall(schedule: Schedule, at: Temporal.Instant, until: Temporal.Instant): number[] {
  const current = new Set(everybodyOnCallAt(schedule, at).map(({ personId }) => personId));
  for (const { people } of groupsBetween(schedule, at, until)) {
    const coming = people.flatMap(({ personId }) => (personId === null || current.has(personId) ? [] : [personId]));
    if (coming.length > 0) return coming;
  }
  return [];
}

/**
 * The first shift of a person that starts after an instant (a shift that runs already is not it),
 * or null when there is none within {@link LOOK_AHEAD_DAYS}. A shift that outlasts the look-ahead ends with it.
 */
export function nextShift(schedule: Schedule, personId: number, after: Temporal.Instant): Shift | null {
  let last = null as Shift | null;
  for (const chunk of chunksAhead(after)) {
    // What has been found ends before this chunk begins.
    if (last && startsAfter(last, after) && !isSame(last.endsAt, chunk.from)) return last;
    for (const shift of everyShiftBetween(schedule, chunk.from, chunk.to)) {
      if (shift.personId !== personId) continue;
      if (last && last.layer === shift.layer && isSame(last.endsAt, shift.startsAt))
        last = { ...last, endsAt: shift.endsAt };
      else if (last && startsAfter(last, after)) return last;
      else last = shift;
    }
  }
  return last && startsAfter(last, after) ? last : null;
}

/** When a person who is on call at an instant no longer is, in whatever layer; null when that is not in sight. */
export function endOfStretch(schedule: Schedule, personId: number, after: Temporal.Instant): Temporal.Instant | null {
  for (const chunk of chunksAhead(after)) {
    const group = groupsBetween(schedule, chunk.from, chunk.to).find(
      ({ people }) => !people.some((onCall) => onCall.personId === personId),
    );
    if (group) return instantOf(group.start);
  }
  return null;
}

type Group = { start: number; people: OnCall[] };

/** Stretches in which the same people have the same seats, by start. */
function groupsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Group[] {
  const seats = seatSpans(schedule, from.epochMilliseconds, to.epochMilliseconds);
  const starts = seats.flatMap((spans) => spans.flatMap(({ start, end }) => [start, end]));
  const cuts = [...new Set(starts)].sort((a, b) => a - b).slice(0, -1);
  const places = seats.map(() => 0);
  return cuts.map((start) => ({
    start,
    people: seats.flatMap((spans, seat) => {
      while (places[seat]! < spans.length && spans[places[seat]!]!.end <= start) places[seat]! += 1;
      const span = spans[places[seat]!];
      return span && span.start <= start ? [onCallOf(span)] : [];
    }),
  }));
}

function areSame(some: readonly OnCall[], others: readonly OnCall[]): boolean {
  const people = new Set(others.map(({ personId }) => personId));
  return some.length === others.length && some.every(({ personId }) => people.has(personId));
}

const isSame = (one: Temporal.Instant, other: Temporal.Instant) => one.epochMilliseconds === other.epochMilliseconds;

const startsAfter = ({ startsAt }: Shift, after: Temporal.Instant) =>
  startsAt.epochMilliseconds > after.epochMilliseconds;

function onCallOf(onCall: OnCall): OnCall {
  return onCall.gap === null
    ? { personId: onCall.personId, layer: onCall.layer, gap: null }
    : { personId: null, layer: null, gap: onCall.gap };
}

function chunksAhead(after: Temporal.Instant): { from: Temporal.Instant; to: Temporal.Instant }[] {
  return Array.from({ length: LOOK_AHEAD_DAYS / CHUNK_DAYS }, (_, index) => ({
    from: after.add({ hours: 24 * CHUNK_DAYS * index }),
    to: after.add({ hours: 24 * CHUNK_DAYS * (index + 1) }),
  }));
}
