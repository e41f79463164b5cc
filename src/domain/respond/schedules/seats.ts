/** Several people on call at once: who has which seat when. The first seat is the shift that everything else calls the shift. */
import type { Temporal } from 'temporal-polyfill';
import { OVERRIDE_LAYER } from '../../../contract/respond/schedules/schedule-definition.ts';
import { instantOf } from '../../time/instant.ts';
import { layerTurns } from './rotation/layers.ts';
import { peopleOfTurn, type Turn } from './rotation/rotation.ts';
import type { GapReason, OnCall, Schedule, Shift } from './schedule.ts';
import { clip, type Span } from './span.ts';

export type OnCallSpan = Span & OnCall;

type Seat = { personId: number; layer: string; standsInFor: readonly number[] };
type Level = { name: string; atOnce: number; turns: readonly Turn[]; next: number };
type OverrideSpan = Span & { personId: number; replacesPersonId: number | null };

/**
 * Who is on call in `[from, to)` (epoch milliseconds), seat by seat. The first seat covers the range exactly, its gaps
 * are spans of nobody; the seats beside it have only people. At no moment has anybody two seats.
 */
export function seatSpans(schedule: Schedule, from: number, to: number): OnCallSpan[][] {
  if (from >= to) return [[]];
  const disabled = new Set(schedule.disabledPersonIds);
  const levels = schedule.definition.layers
    .map(
      (layer): Level => ({
        name: layer.name,
        atOnce: layer.atOnce ?? 1,
        turns: layerTurns(schedule.timeZone, layer, from, to),
        next: 0,
      }),
    )
    .reverse();
  const overrides = clip(overrideSpans(schedule), from, to);
  const seats: OnCallSpan[][] = [[]];
  const cuts = cutsOf([...levels.flatMap(({ turns }) => turns), ...overrides], from, to);
  for (let place = 1; place < cuts.length; place++) {
    const [start, end] = [cuts[place - 1]!, cuts[place]!];
    const running = overrides.filter((each) => each.start <= start && each.end > start);
    const { people, gap } = peopleAt(levels, running, start, disabled);
    if (people.length === 0) seats[0]!.push({ start, end, personId: null, layer: null, gap });
    people.forEach(({ personId, layer }, seat) => {
      seats[seat] ??= [];
      seats[seat].push({ start, end, personId, layer, gap: null });
    });
  }
  return seats.map(joinEqualNeighbours);
}

/** As `seatSpans`, as shifts. */
export function seatsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Shift[][] {
  return seatSpans(schedule, from.epochMilliseconds, to.epochMilliseconds).map((spans) => spans.map(shiftOf));
}

/** The shifts of everybody who is on call, by start: those of several people at once overlap. Gaps are shifts of nobody. */
export function everyShiftBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Shift[] {
  return byStart(seatsBetween(schedule, from, to).flat());
}

/** Whether a person is on call, in whatever seat, at every moment of `[from, to)`. */
export function isOnCallThroughout(
  schedule: Schedule,
  personId: number,
  from: Temporal.Instant,
  to: Temporal.Instant,
): boolean {
  const own = everyShiftBetween(schedule, from, to).filter((shift) => shift.personId === personId);
  const milliseconds = own.reduce((sum, shift) => sum + lengthOf(shift), 0);
  return milliseconds === to.epochMilliseconds - from.epochMilliseconds;
}

/** Whether a layer ever has several people on call at once. */
export function hasSeveralAtOnce({ definition }: Pick<Schedule, 'definition'>): boolean {
  return definition.layers.some(({ atOnce = 1 }) => atOnce > 1);
}

const lengthOf = ({ startsAt, endsAt }: Shift) => endsAt.epochMilliseconds - startsAt.epochMilliseconds;

export function byStart(shifts: readonly Shift[]): Shift[] {
  return shifts.toSorted((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds);
}

export function shiftOf({ start, end, ...onCall }: OnCallSpan): Shift {
  return { startsAt: instantOf(start), endsAt: instantOf(end), ...onCall };
}

function overrideSpans({ overrides }: Schedule): OverrideSpan[] {
  return overrides.map(({ personId, startsAt, endsAt, replacesPersonId = null }) => ({
    ...{ personId, replacesPersonId },
    ...{ start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds },
  }));
}

function cutsOf(spans: readonly Span[], from: number, to: number): number[] {
  const inside = spans.flatMap(({ start, end }) => [start, end]).filter((at) => at > from && at < to);
  return [...new Set([from, ...inside, to])].sort((a, b) => a - b);
}

/** @param levels the layers, highest first; each is moved on to its turn at `at`, which never goes back */
function peopleAt(
  levels: readonly Level[],
  overrides: readonly OverrideSpan[],
  at: number,
  disabled: ReadonlySet<number>,
): { people: Seat[]; gap: GapReason } {
  let people: Seat[] = [];
  let gap: GapReason = 'uncovered';
  let most = 0;
  for (const level of levels) {
    while (level.next < level.turns.length && level.turns[level.next]!.end <= at) level.next++;
    const turn = level.turns[level.next];
    if (!turn || turn.start > at) continue;
    const own = peopleOfTurn(turn, level.atOnce, disabled);
    if (own.length === 0 && gap !== 'person_disabled') gap = isLeftOpen(turn) ? 'deliberate' : 'person_disabled';
    if (people.length === 0) most = level.atOnce;
    for (const personId of own) {
      if (people.length < most && !hasSeat(people, personId))
        people.push({ personId, layer: level.name, standsInFor: [] });
    }
    if (people.length > 0 && people.length >= most) break;
  }
  for (const override of overrides) {
    if (disabled.has(override.personId)) gap = 'person_disabled';
    else people = takenOver(people, override);
  }
  return { people, gap };
}

const isLeftOpen = ({ personId, following = [] }: Turn) => [personId, ...following].every((each) => each === null);

const hasSeat = (people: readonly Seat[], personId: number) => people.some((seat) => seat.personId === personId);

function takenOver(people: readonly Seat[], { personId, replacesPersonId }: OverrideSpan): Seat[] {
  const seat = { personId, layer: OVERRIDE_LAYER };
  const others = people.filter((each) => each.personId !== personId);
  if (replacesPersonId === null) {
    // Whoever is on call already comes first, and nobody goes.
    const stays = others.length < people.length;
    return [{ ...seat, standsInFor: stays ? [] : replaced(people[0]) }, ...(stays ? others : people.slice(1))];
  }
  if (people.length === 0) return [{ ...seat, standsInFor: [replacesPersonId] }];
  const replacedSeat =
    people.find((each) => each.personId === replacesPersonId) ??
    people.find(({ standsInFor }) => standsInFor.includes(replacesPersonId));
  if (!replacedSeat || replacedSeat.personId === personId) return [...people];
  if (others.length < people.length) return people.filter((each) => each !== replacedSeat);
  return people.map((each) => (each === replacedSeat ? { ...seat, standsInFor: replaced(each) } : each));
}

function replaced(seat: Seat | undefined): number[] {
  return seat ? [seat.personId, ...seat.standsInFor] : [];
}

/** Neighbours that say the same become one. */
export function joinEqualNeighbours(spans: readonly OnCallSpan[]): OnCallSpan[] {
  const result: OnCallSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    const isSame = last?.personId === span.personId && last.layer === span.layer && last.gap === span.gap;
    if (last && isSame && last.end === span.start) last.end = span.end;
    else result.push({ ...span });
  }
  return result;
}
