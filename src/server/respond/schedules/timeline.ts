import { problem } from '../../../contract/errors.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { IMPACT_DAYS } from '../../../contract/respond/schedules/timeline.ts';
import { changesBetween } from '../../../domain/respond/schedules/changes.ts';
import { layersOfHistory, type ScheduleHistory, seatsOfHistory } from '../../../domain/respond/schedules/history.ts';
import { onCallHours } from '../../../domain/respond/schedules/rota/fairness.ts';
import type { Schedule, Shift } from '../../../domain/respond/schedules/schedule.ts';
import { byStart, everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { awayDuring } from '../absences/away.ts';
import { holidaysBetween } from '../absences/holidays.ts';
import { getSchedule, turnedDefinition } from './actions.ts';
import { checkDefinition } from './check-definition.ts';
import { loadHistory } from './history.ts';
import { type OverrideRow, overridesBetween } from './overrides/overrides-store.ts';
import { shadowsBetween } from './shadows/shadows-store.ts';
import { loadDisabled, overrideOf, participantsOf } from './snapshots.ts';
import { loadStoredDefinition, namesOfPeople } from './store.ts';
import { warnOfIdle } from './without-hours.ts';

const DAY_MS = 86_400_000;
const MOST_OVERRIDES = 2_000;
const MOST_ABSENCES = 500;
const MOST_SHADOWS = 200;
/** Bounds the work of one timeline: days × (layers + their windows). A large schedule is read in shorter ranges. */
const MOST_WINDOW_DAYS = 20_000;

type Range = { from: string; to: string };
type Unsaved = Range & { timeZone: string; definition: ScheduleDefinition; scheduleId?: number | undefined };

/**
 * Who is on call in the range, and for what is past who was: edits and deactivations speak from their own time on.
 * `invalid_input` when the schedule has too many windows for so long a range.
 */
export async function readTimeline(ctx: Context, scheduleId: number, range: Range) {
  const { timeZone, teamId } = await getSchedule(ctx, scheduleId);
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  const overrides = await overridesOf(ctx.db, scheduleId, from, to);
  const history = await loadHistory(ctx.db, scheduleId, from, to);
  const shadows = await shadowsOf(ctx.db, scheduleId, from, to);
  return { ...(await timelineOf(ctx.db, { timeZone, teamId }, history, overrides, from, to)), shadows };
}

/** The timeline of a definition that is not saved, and what saving it would change from now on. */
export async function previewSchedule(ctx: Context, unsaved: Unsaved) {
  await checkDefinition(ctx.db, unsaved);
  const [from, to] = [Date.parse(unsaved.from), Date.parse(unsaved.to)];
  const current = unsaved.scheduleId === undefined ? null : await getSchedule(ctx, unsaved.scheduleId);
  const overrides = current ? await overridesOf(ctx.db, current.id, from, to) : [];
  const { timeZone } = unsaved;
  const definition = current ? await turnedDefinition(ctx.db, current.id, unsaved) : unsaved.definition;
  const at = await readNowMs(ctx.db);
  const history = current
    ? await loadHistory(ctx.db, current.id, from, to, { at, timeZone, definition })
    : historyOfOne(await asSchedule(ctx.db, unsaved, []));
  const timeline = await timelineOf(
    ctx.db,
    { timeZone, teamId: current?.teamId ?? null },
    history,
    overrides,
    from,
    to,
  );
  return {
    timeline: { ...timeline, shadows: current ? await shadowsOf(ctx.db, current.id, from, to) : [] },
    changes: current && (await changesOf(ctx.db, current.id, { timeZone, definition })),
    warnings: await warnOfIdle(ctx.db, definition, at),
  };
}

/** A definition that nobody has saved yet, as if it had always been so: its first shifts are seen whole. */
function historyOfOne({ timeZone, definition, disabledPersonIds = [] }: Schedule): ScheduleHistory {
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  return {
    versions: [{ inForceFrom: Number.NEGATIVE_INFINITY, teamId: null, timeZone, definition }],
    overrides: [],
    disabled: new Map(disabledPersonIds.map((personId) => [personId, [always]])),
  };
}

async function changesOf(db: Queryable, scheduleId: number, next: Definition) {
  const current = (await loadStoredDefinition(db, scheduleId))!;
  const now = await readNowMs(db);
  const end = now + IMPACT_DAYS * DAY_MS;
  const overrides = await overridesOf(db, scheduleId, now, end);
  const shiftsOf = async (definition: Definition) => {
    refuseTooMuch(definition.definition, now, end);
    return everyShiftBetween(await asSchedule(db, definition, overrides), instantOf(now), instantOf(end));
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

async function timelineOf(
  db: Queryable,
  { timeZone, teamId }: { timeZone: string; teamId: number | null },
  history: ScheduleHistory,
  overrides: OverrideRow[],
  from: number,
  to: number,
) {
  const definitions = history.versions.flatMap(({ definition }) => definition ?? []);
  for (const definition of definitions) refuseTooMuch(definition, from, to);
  const [shifts = [], ...others] = seatsOfHistory(history, from, to);
  const every = byStart([...shifts, ...others.flat()]);
  const participants = definitions.flatMap((definition) => [...participantsOf(definition)]);
  const names = await namesOfPeople(db, [...participants, ...overrides.map((o) => o.personId)]);
  const away = await awayDuring(
    db,
    every.map(({ personId, startsAt, endsAt }) => ({
      ...{ personId, start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds },
    })),
    from,
    to,
  );
  const bornAt = history.versions[0]?.inForceFrom ?? from;
  return {
    from: new Date(from),
    to: new Date(to),
    timeZone,
    shifts: shifts.map((shift) => named(shift, names)),
    alsoOnCall: others.flatMap((own, index) => own.map((shift) => ({ ...named(shift, names), place: index + 2 }))),
    layers: layersOfHistory(history, from, to).map(({ name, shifts: own }) => ({
      name,
      shifts: own.map((shift) => ({
        ...times(shift),
        personId: shift.personId,
        personName: nameOf(names, shift.personId),
        place: shift.place,
        turn: shift.turn,
        disabled: shift.disabled,
      })),
    })),
    overrides,
    // Before the schedule existed nobody was missing.
    gaps: shifts.flatMap((shift) =>
      shift.gap === null || shift.endsAt.epochMilliseconds <= bornAt
        ? []
        : [{ ...times({ ...shift, startsAt: laterOf(shift.startsAt, bornAt) }), reason: shift.gap }],
    ),
    absences: away
      .slice(0, MOST_ABSENCES)
      .map(({ start, end, shift, absence: { id, personId, personName, note } }) => ({
        ...{ id, personId, personName, note },
        ...{ startsAt: new Date(start), endsAt: new Date(end) },
        ...{ shiftStartsAt: new Date(shift.start), shiftEndsAt: new Date(shift.end) },
      })),
    holidays: (await holidaysBetween(db, [teamId], from, to)).get(teamId) ?? [],
    hours: onCallHours(every, timeZone).map((hours) => ({
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
    overrides: overrides.map(overrideOf),
    disabledPersonIds: await loadDisabled(db, [...people]),
  };
}

async function overridesOf(db: Queryable, scheduleId: number, from: number, to: number): Promise<OverrideRow[]> {
  const found = await overridesBetween(db, scheduleId, new Date(from), new Date(to), MOST_OVERRIDES + 1);
  if (found.length > MOST_OVERRIDES) throw tooMuch('It has too many overrides in this range.');
  return found;
}

async function shadowsOf(db: Queryable, scheduleId: number, from: number, to: number) {
  const found = await shadowsBetween(db, [scheduleId], from, to, MOST_SHADOWS);
  return found.map(({ scheduleId: _of, ...shadow }) => shadow);
}

function refuseTooMuch({ layers }: ScheduleDefinition, from: number, to: number): void {
  const windows = layers.reduce((sum, { restrictions }) => sum + 1 + (restrictions?.length ?? 0), 0);
  if (((to - from) / DAY_MS) * windows > MOST_WINDOW_DAYS)
    throw tooMuch('It has too many windows for so long a range.');
}

function tooMuch(why: string) {
  return problem('invalid_input', `${why} Ask for a shorter one.`);
}

function named(shift: Shift, names: ReadonlyMap<number, string>) {
  const { personId, layer, gap } = shift;
  return { ...times(shift), personId, personName: nameOf(names, personId), layer, gap };
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

function laterOf(at: { epochMilliseconds: number }, other: number) {
  return at.epochMilliseconds >= other ? at : instantOf(other);
}

function nameOf(names: ReadonlyMap<number, string>, personId: number | null): string | null {
  return personId === null ? null : (names.get(personId) ?? null);
}

function known(personIds: (number | null)[]): number[] {
  return personIds.filter((personId) => personId !== null);
}
