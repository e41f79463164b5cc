import { problem } from '../../../contract/errors.ts';
import type { ScheduleDefinition } from '../../../contract/schedule-definition.ts';
import { IMPACT_DAYS } from '../../../contract/schedules.ts';
import { changesBetween } from '../../../domain/respond/schedules/changes.ts';
import { onCallHours } from '../../../domain/respond/schedules/fairness.ts';
import { layerShifts } from '../../../domain/respond/schedules/layers.ts';
import type { Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { shiftsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { getSchedule } from './actions.ts';
import { checkDefinition } from './check-definition.ts';
import { type OverrideRow, overridesBetween } from './overrides-store.ts';
import { loadDisabled, participantsOf } from './snapshots.ts';
import { databaseNow, namesOfPeople } from './store.ts';

const DAY_MS = 86_400_000;
const MOST_OVERRIDES = 2_000;
/** Bounds the work of one timeline: days × (layers + their windows). A large schedule is read in shorter ranges. */
const MOST_WINDOW_DAYS = 20_000;

type Range = { from: string; to: string };
type Unsaved = Range & { timeZone: string; definition: ScheduleDefinition; scheduleId?: number | undefined };

/** Who is on call in the range. `invalid_input` when the schedule has too many windows for so long a range. */
export async function readTimeline(ctx: Context, scheduleId: number, range: Range) {
  const schedule = await getSchedule(ctx, scheduleId);
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  const overrides = await overridesOf(ctx.db, scheduleId, from, to);
  return timelineOf(ctx.db, schedule, overrides, from, to);
}

/** The timeline of a definition that is not saved, and what saving it would change from now on. */
export async function previewSchedule(ctx: Context, unsaved: Unsaved) {
  await checkDefinition(ctx.db, unsaved);
  const [from, to] = [Date.parse(unsaved.from), Date.parse(unsaved.to)];
  const current = unsaved.scheduleId === undefined ? null : await getSchedule(ctx, unsaved.scheduleId);
  const overrides = current ? await overridesOf(ctx.db, current.id, from, to) : [];
  const timeline = await timelineOf(ctx.db, unsaved, overrides, from, to);
  return { timeline, changes: current && (await changesOf(ctx.db, current.id, current, unsaved)) };
}

async function changesOf(db: Queryable, scheduleId: number, current: Definition, next: Definition) {
  const now = await databaseNow(db);
  const end = now + IMPACT_DAYS * DAY_MS;
  const overrides = await overridesOf(db, scheduleId, now, end);
  const shiftsOf = async (definition: Definition) => {
    refuseTooMuch(definition.definition, now, end);
    return shiftsBetween(await asSchedule(db, definition, overrides), instantOf(now), instantOf(end));
  };
  const changes = changesBetween(await shiftsOf(current), await shiftsOf(next));
  const names = await namesOfPeople(
    db,
    changes.flatMap((change) => known([change.beforePersonId, change.afterPersonId])),
  );
  return changes.map((change) => ({
    ...times(change),
    beforePersonId: change.beforePersonId,
    beforePersonName: nameOf(names, change.beforePersonId),
    afterPersonId: change.afterPersonId,
    afterPersonName: nameOf(names, change.afterPersonId),
  }));
}

type Definition = { timeZone: string; definition: ScheduleDefinition };

async function timelineOf(db: Queryable, definition: Definition, overrides: OverrideRow[], from: number, to: number) {
  refuseTooMuch(definition.definition, from, to);
  const schedule = await asSchedule(db, definition, overrides);
  const [start, end] = [instantOf(from), instantOf(to)];
  const shifts = shiftsBetween(schedule, start, end);
  const names = await namesOfPeople(db, [...participantsOf(schedule.definition), ...overrides.map((o) => o.personId)]);
  return {
    from: new Date(from),
    to: new Date(to),
    timeZone: schedule.timeZone,
    shifts: shifts.map((shift) => ({
      ...times(shift),
      personId: shift.personId,
      personName: nameOf(names, shift.personId),
      layer: shift.layer,
      gap: shift.gap,
    })),
    layers: layerShifts(schedule, start, end).map(({ name, shifts: own }) => ({
      name,
      shifts: own.map((shift) => ({
        ...times(shift),
        personId: shift.personId,
        personName: nameOf(names, shift.personId),
        turn: shift.turn,
        disabled: shift.disabled,
      })),
    })),
    overrides: overrides.map(({ id, personId, personName, startsAt, endsAt }) => ({
      id,
      personId,
      personName,
      startsAt,
      endsAt,
    })),
    gaps: shifts.flatMap((shift) => (shift.gap === null ? [] : [{ ...times(shift), reason: shift.gap }])),
    hours: onCallHours(shifts, schedule.timeZone).map((hours) => ({
      ...hours,
      personName: nameOf(names, hours.personId) ?? '',
    })),
  };
}

async function asSchedule(
  db: Queryable,
  { timeZone, definition }: Definition,
  overrides: readonly OverrideRow[],
): Promise<Schedule> {
  const people = new Set([...participantsOf(definition), ...overrides.map(({ personId }) => personId)]);
  return {
    timeZone,
    definition,
    overrides: overrides.map(({ personId, startsAt, endsAt }) => ({
      personId,
      startsAt: instantOf(startsAt.getTime()),
      endsAt: instantOf(endsAt.getTime()),
    })),
    disabledPersonIds: await loadDisabled(db, [...people]),
  };
}

async function overridesOf(db: Queryable, scheduleId: number, from: number, to: number): Promise<OverrideRow[]> {
  const found = await overridesBetween(db, scheduleId, new Date(from), new Date(to), MOST_OVERRIDES + 1);
  if (found.length > MOST_OVERRIDES) throw tooMuch('It has too many overrides in this range.');
  return found;
}

function refuseTooMuch({ layers }: ScheduleDefinition, from: number, to: number): void {
  const windows = layers.reduce((sum, { restrictions }) => sum + 1 + (restrictions?.length ?? 0), 0);
  if (((to - from) / DAY_MS) * windows > MOST_WINDOW_DAYS)
    throw tooMuch('It has too many windows for so long a range.');
}

function tooMuch(why: string) {
  return problem('invalid_input', `${why} Ask for a shorter one.`);
}

function times({
  startsAt,
  endsAt,
}: {
  startsAt: { epochMilliseconds: number };
  endsAt: { epochMilliseconds: number };
}) {
  return { startsAt: new Date(startsAt.epochMilliseconds), endsAt: new Date(endsAt.epochMilliseconds) };
}

function nameOf(names: ReadonlyMap<number, string>, personId: number | null): string | null {
  return personId === null ? null : (names.get(personId) ?? null);
}

function known(personIds: (number | null)[]): number[] {
  return personIds.filter((personId) => personId !== null);
}
