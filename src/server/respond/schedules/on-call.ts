import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { stretchesOf } from '../../../domain/respond/schedules/handoff.ts';
import {
  endOfStretch,
  everybodyOnCallAt,
  LOOK_AHEAD_DAYS,
  nextHandoff,
  nextShift,
} from '../../../domain/respond/schedules/on-call.ts';
import type { OnCall, Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { NameListQuery } from '../../platform/db/name-list.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { shadowsBetween } from './shadows/shadows-store.ts';
import { loadSnapshots, participantsOf } from './snapshots.ts';
import { listSchedules, namesOfPeople, schedulesOfPerson } from './store.ts';

const DAY_MS = 86_400_000;
const LOOK_AHEAD_MS = LOOK_AHEAD_DAYS * DAY_MS;
/** How far around now the shift that runs is followed to its ends. */
const RUNNING_SHIFT_MS = 40 * DAY_MS;
const MOST_SCHEDULES_OF_PERSON = 200;
/** Of one schedule, at one moment. */
const MOST_SHADOWS = 20;

/** Who is on call now and next on a page of schedules. */
export async function listOnCall(
  ctx: Context,
  query: NameListQuery & { teamId?: number | undefined; personId?: number | undefined },
) {
  const { items, nextCursor } = await listSchedules(ctx.db, query);
  const now = await readNowMs(ctx.db);
  const ids = items.map(({ id }) => id);
  const snapshots = await loadSnapshots(ctx.db, ids, now, now + LOOK_AHEAD_MS);
  const shadows = await shadowsBetween(ctx.db, ids, now, now + 1, MOST_SHADOWS);
  const statuses = items.flatMap((schedule) => {
    const snapshot = snapshots.get(schedule.id);
    return snapshot ? [{ schedule, ...statusOf(snapshot, now) }] : [];
  });
  const shown = statuses.flatMap(({ current, next }) => [...current, ...(next?.people ?? [])]);
  const names = await namesOfPeople(
    ctx.db,
    shown.flatMap(({ personId }) => personId ?? []),
  );
  const named = (onCall: OnCall) => ({
    ...onCall,
    personName: onCall.personId === null ? null : (names.get(onCall.personId) ?? null),
  });
  return {
    items: statuses.map(({ schedule, current, next }) => ({
      scheduleId: schedule.id,
      scheduleName: schedule.name,
      scheduleSlug: schedule.slug,
      teamId: schedule.teamId,
      timeZone: schedule.timeZone,
      now: named(current[0]!),
      alsoNow: current.slice(1).map(named),
      until: next && dateOf(next.at),
      next: next && named(next.to),
      alsoNext: next ? next.people.slice(1).map(named) : [],
      shadows: shadows.flatMap(({ scheduleId, personId, personName }) =>
        scheduleId === schedule.id ? [{ personId, personName }] : [],
      ),
    })),
    nextCursor,
  };
}

/** The names of who is on call at this moment, by the slug of the schedule; null for nobody. */
export async function whoIsOnCall(db: Queryable): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for await (const page of pagesOnCall(db)) {
    const names = await namesOfPeople(
      db,
      page.flatMap(({ people }) => people),
    );
    for (const { slug, people } of page) {
      const named = people.flatMap((personId) => names.get(personId) ?? []);
      found.set(slug, named.length === 0 ? null : named.join(', '));
    }
  }
  return found;
}

/** Everybody who is on call at this moment, on whatever schedule. */
export async function peopleOnCallNow(db: Queryable): Promise<Set<number>> {
  const found = new Set<number>();
  for await (const page of pagesOnCall(db)) for (const { people } of page) for (const id of people) found.add(id);
  return found;
}

/** Who is on call at this moment, for all schedules in pages. */
async function* pagesOnCall(db: Queryable): AsyncGenerator<{ slug: string; people: number[] }[]> {
  const now = await readNowMs(db);
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listSchedules(db, { limit: 200, cursor });
    const ids = items.map(({ id }) => id);
    const snapshots = await loadSnapshots(db, ids, now, now + 1);
    yield items.map(({ id, slug }) => ({ slug, people: peopleIn(snapshots.get(id), now) }));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function peopleIn(snapshot: Schedule | undefined, now: number): number[] {
  return snapshot ? everybodyOnCallAt(snapshot, instantOf(now)).flatMap(({ personId }) => personId ?? []) : [];
}

/** The shifts of the person who asks: those that run, and the next one of each of their schedules; soonest first. */
export async function readMyOnCall(ctx: Context) {
  const personId = requirePerson(ctx);
  const schedules = await schedulesOfPerson(ctx.db, personId, MOST_SCHEDULES_OF_PERSON);
  const now = await readNowMs(ctx.db);
  const ids = schedules.map(({ id }) => id);
  const snapshots = await loadSnapshots(ctx.db, ids, now - RUNNING_SHIFT_MS, now + LOOK_AHEAD_MS);
  const mine = schedules.flatMap(({ id, name, timeZone }) => {
    const snapshot = snapshots.get(id);
    if (!snapshot) return [];
    const place = { scheduleId: id, scheduleName: name, timeZone };
    const running = runningShift(snapshot, personId, now);
    const next = nextShift(snapshot, personId, instantOf(now));
    return [
      {
        current: running && { ...place, ...running },
        next: next && { ...place, layer: next.layer, startsAt: dateOf(next.startsAt), endsAt: dateOf(next.endsAt) },
      },
    ];
  });
  const byStart = (a: { startsAt: Date }, b: { startsAt: Date }) => a.startsAt.getTime() - b.startsAt.getTime();
  return {
    current: mine.flatMap(({ current }) => current ?? []).sort(byStart),
    next: mine.flatMap(({ next }) => next ?? []).sort(byStart),
  };
}

function statusOf(schedule: Schedule, now: number) {
  const current = everybodyOnCallAt(schedule, instantOf(now));
  const next = current[0]!.personId !== null && neverHandsOff(schedule) ? null : nextHandoff(schedule, instantOf(now));
  return { current, next };
}

/** Spares the search through a year for the many schedules that one person holds alone. */
function neverHandsOff({ definition, overrides }: { definition: ScheduleDefinition; overrides: readonly unknown[] }) {
  const [layer, ...others] = definition.layers;
  if (!layer || others.length > 0 || overrides.length > 0) return false;
  const alone = participantsOf(definition).size === 1 && !layer.participants.includes(null);
  return alone && layer.endsOn === undefined && !layer.restrictions?.length;
}

/** The stretch around now in which the person is on call, whatever the layer; null when they are not. */
function runningShift(schedule: Schedule, personId: number, now: number) {
  const [from, to] = [now - RUNNING_SHIFT_MS, now + RUNNING_SHIFT_MS];
  const shifts = everyShiftBetween(schedule, instantOf(from), instantOf(to));
  const isNow = (stretch: { from: number; until: number }) => stretch.from <= now && stretch.until > now;
  const running = stretchesOf(shifts).find((stretch) => stretch.personId === personId && isNow(stretch));
  if (!running) return null;
  const onCall = everybodyOnCallAt(schedule, instantOf(now)).find((each) => each.personId === personId);
  const endsAt = running.until < to ? instantOf(running.until) : endOfStretch(schedule, personId, instantOf(now));
  return { layer: onCall!.layer, startsAt: new Date(running.from), endsAt: endsAt ? dateOf(endsAt) : null };
}

function dateOf({ epochMilliseconds }: { epochMilliseconds: number }): Date {
  return new Date(epochMilliseconds);
}
