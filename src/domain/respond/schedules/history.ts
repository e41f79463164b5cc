/** What a schedule said at each moment: the version that was in force then, and from now on the one that is. */
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { instantOf } from '../../time/instant.ts';
import { type LayerShift, layerShifts } from './rotation/layers.ts';
import type { Override, Schedule, Shift } from './schedule.ts';
import { byStart, everyShiftBetween, joinEqualNeighbours, type OnCallSpan, seatSpans, shiftOf } from './seats.ts';

/** A schedule as it stood from `inForceFrom` (epoch milliseconds) until its next version. */
export type ScheduleVersion = {
  inForceFrom: number;
  teamId: number | null;
  timeZone: string;
  /** Null: the schedule was gone. */
  definition: ScheduleDefinition | null;
};

/** When each person was deactivated, epoch milliseconds; `to` is infinite while they still are. */
export type DisabledPeriods = ReadonlyMap<number, readonly { from: number; to: number }[]>;

export type ScheduleHistory = {
  /** By the time they came into force. */
  versions: readonly ScheduleVersion[];
  overrides: readonly Override[];
  disabled: DisabledPeriods;
};

/** One person on call without a break, whatever the layer; epoch milliseconds, `endAt` excluded. */
export type PastShift = { personId: number; teamId: number | null; startAt: number; endAt: number };

/** A stretch in which nothing was edited; without a schedule before the first version and where it was gone. */
type Chapter = { start: number; end: number; schedule: Schedule | null; teamId: number | null };

function chaptersBetween({ versions, overrides, disabled }: ScheduleHistory, from: number, to: number): Chapter[] {
  const periods = [...disabled.values()].flat();
  const cuts = [
    ...versions.map(({ inForceFrom }) => inForceFrom),
    ...periods.flatMap((period) => [period.from, period.to]),
  ];
  const borders = [from, ...new Set(cuts.filter((at) => at > from && at < to)), to].sort((a, b) => a - b);
  return borders.slice(1).map((end, place) => {
    const start = borders[place]!;
    const version = versions.findLast(({ inForceFrom }) => inForceFrom <= start);
    if (!version?.definition) return { start, end, schedule: null, teamId: null };
    const { timeZone, definition, teamId } = version;
    const disabledPersonIds = [...disabled]
      .filter(([, own]) => own.some((period) => period.from <= start && start < period.to))
      .map(([personId]) => personId);
    return { start, end, schedule: { timeZone, definition, overrides, disabledPersonIds }, teamId };
  });
}

/** As `everyShiftBetween`, of what was in force at each moment. */
export function everyShiftOfHistory(history: ScheduleHistory, from: number, to: number): Shift[] {
  return byStart(seatsOfHistory(history, from, to).flat());
}

/** As `seatsBetween`, of what was in force at each moment. */
export function seatsOfHistory(history: ScheduleHistory, from: number, to: number): Shift[][] {
  const seats: OnCallSpan[][] = [[]];
  if (from >= to) return [[]];
  for (const { start, end, schedule } of chaptersBetween(history, from, to)) {
    const own: OnCallSpan[][] = schedule
      ? seatSpans(schedule, start, end)
      : [[{ start, end, personId: null, layer: null, gap: 'uncovered' }]];
    own.forEach((spans, seat) => {
      seats[seat] ??= [];
      seats[seat].push(...spans);
    });
  }
  return seats.map((spans) => joinEqualNeighbours(spans).map(shiftOf));
}

/** As `layerShifts`, of what was in force at each moment; layers that are gone by the end stand below. */
export function layersOfHistory(
  history: ScheduleHistory,
  from: number,
  to: number,
): { name: string; shifts: LayerShift[] }[] {
  const layers = new Map<string, LayerShift[]>();
  for (const { start, end, schedule } of chaptersBetween(history, from, to).toReversed()) {
    if (!schedule) continue;
    for (const { name, shifts } of layerShifts(schedule, instantOf(start), instantOf(end)))
      layers.set(name, [...shifts, ...(layers.get(name) ?? [])]);
  }
  const current =
    chaptersBetween(history, from, to)
      .at(-1)
      ?.schedule?.definition.layers.map(({ name }) => name) ?? [];
  const gone = [...layers.keys()].filter((name) => !current.includes(name));
  return [...gone, ...current].map((name) => ({ name, shifts: joinTurns(layers.get(name) ?? []) }));
}

function joinTurns(shifts: readonly LayerShift[]): LayerShift[] {
  const joined: LayerShift[] = [];
  const latest = new Map<number, LayerShift>();
  for (const shift of shifts) {
    const last = latest.get(shift.place);
    const goesOn =
      last?.personId === shift.personId &&
      last.turn === shift.turn &&
      last.disabled === shift.disabled &&
      last.endsAt.epochMilliseconds === shift.startsAt.epochMilliseconds;
    if (goesOn) last.endsAt = shift.endsAt;
    else {
      const copy = { ...shift };
      latest.set(shift.place, copy);
      joined.push(copy);
    }
  }
  return joined;
}

/**
 * The shifts of one schedule within `[from, to)` as they were: each moment is read from the version that was in force then,
 * and somebody who was deactivated later was still on call before. Before the first version nobody was.
 */
export function pastShifts(history: ScheduleHistory, from: number, to: number): PastShift[] {
  const shifts: PastShift[] = [];
  const latest = new Map<number, PastShift>();
  for (const { start, end, schedule, teamId } of chaptersBetween(history, from, to)) {
    if (!schedule) continue;
    for (const { personId, startsAt, endsAt } of everyShiftBetween(schedule, instantOf(start), instantOf(end))) {
      if (personId === null) continue;
      const [startAt, endAt] = [startsAt.epochMilliseconds, endsAt.epochMilliseconds];
      const last = latest.get(personId);
      if (last?.endAt === startAt) Object.assign(last, { endAt, teamId });
      else {
        const shift = { personId, teamId, startAt, endAt };
        latest.set(personId, shift);
        shifts.push(shift);
      }
    }
  }
  return shifts;
}
