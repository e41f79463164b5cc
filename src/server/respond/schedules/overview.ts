import { shiftsWhileAway } from '../../../domain/respond/schedules/absences.ts';
import { seatsOfHistory } from '../../../domain/respond/schedules/history.ts';
import type { Context } from '../../platform/context.ts';
import { absencesBetween } from '../absences/absences-store.ts';
import { holidaysBetween } from '../absences/holidays.ts';
import { loadHistories } from './history.ts';
import * as store from './overview-store.ts';
import { shadowsBetween } from './shadows/shadows-store.ts';
import { namesOfPeople } from './store.ts';

/** How far around the range the ends of shifts are looked for. */
const LOOK_AROUND_MS = 42 * 86_400_000;
const MOST_ABSENCES = 2_000;
/** Of one schedule. */
const MOST_SHADOWS = 50;

/**
 * The shifts of a page of schedules in one range, by team; what is past as it was then. Each shift is whole, up to six
 * weeks beyond the range.
 */
export async function readOverview(ctx: Context, query: store.OverviewQuery & { from: string; to: string }) {
  const { items, nextCursor } = await store.listByTeam(ctx.db, query);
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  const [first, last] = [from - LOOK_AROUND_MS, to + LOOK_AROUND_MS];
  const ids = items.map(({ scheduleId }) => scheduleId);
  const histories = await loadHistories(ctx.db, ids, first, last);
  const overrides = await store.overridesOf(ctx.db, ids, new Date(first), new Date(last));
  const shadows = await shadowsBetween(ctx.db, ids, from, to, MOST_SHADOWS);
  const told = items.map((schedule) => {
    const history = histories.get(schedule.scheduleId);
    const bornAt = history?.versions[0]?.inForceFrom ?? to;
    const shifts = (history ? seatsOfHistory(history, first, last) : [])
      .flatMap((own, seat) => own.map((shift) => ({ ...shift, place: seat + 1 })))
      .map(({ startsAt, endsAt, ...onCall }) => ({
        ...onCall,
        // Before the schedule existed nobody was missing.
        start: Math.max(startsAt.epochMilliseconds, onCall.gap ? bornAt : first),
        end: endsAt.epochMilliseconds,
      }))
      .filter(({ start, end }) => start < end && start < to && end > from);
    return { schedule, shifts };
  });
  const people = new Set(told.flatMap(({ shifts }) => shifts.flatMap(({ personId }) => personId ?? [])));
  const names = await namesOfPeople(ctx.db, people);
  const absences = (await absencesBetween(ctx.db, [...people], new Date(from), new Date(to), MOST_ABSENCES)).map(
    (absence) => ({ ...absence, start: absence.startsAt.getTime(), end: absence.endsAt.getTime() }),
  );
  const holidays = await holidaysBetween(
    ctx.db,
    items.map(({ teamId }) => teamId),
    from,
    to,
  );
  return {
    items: told.map(({ schedule, shifts }) => ({
      ...schedule,
      ...seatsOf(
        shifts.map(({ start, end, personId, layer, gap, place }) => {
          const by = layer === 'override' ? overrideOf(overrides, schedule.scheduleId, personId, start) : undefined;
          return {
            startsAt: new Date(start),
            endsAt: new Date(end),
            personId,
            personName: personId === null ? null : (names.get(personId) ?? null),
            ...{ layer, gap, place },
            overrideId: by?.id ?? null,
            reason: by?.reason ?? '',
          };
        }),
      ),
      shadows: shadows.flatMap(({ scheduleId, ...shadow }) => (scheduleId === schedule.scheduleId ? [shadow] : [])),
      absences: shiftsWhileAway(shifts, absences).map(({ start, end, absence }) => ({
        id: absence.id,
        personId: absence.personId,
        personName: absence.personName,
        startsAt: new Date(start),
        endsAt: new Date(end),
        note: absence.note,
      })),
      holidays: holidays.get(schedule.teamId) ?? [],
    })),
    nextCursor,
  };
}

function seatsOf<Shift extends { place: number }>(shifts: readonly Shift[]) {
  return { shifts: shifts.filter(({ place }) => place === 1), alsoOnCall: shifts.filter(({ place }) => place > 1) };
}

type OverrideRow = Awaited<ReturnType<typeof store.overridesOf>>[number];

/** The override that puts a person on call at the start of a shift: the latest of theirs. */
function overrideOf(overrides: readonly OverrideRow[], scheduleId: number, personId: number | null, start: number) {
  return overrides.findLast(
    (one) =>
      one.scheduleId === scheduleId &&
      one.personId === personId &&
      one.startsAt.getTime() <= start &&
      one.endsAt.getTime() > start,
  );
}
