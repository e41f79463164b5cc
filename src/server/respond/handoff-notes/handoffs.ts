/** Whose shift a note is for: the schedules as they stood and stand, not as they were when it was written. */
import { Problem } from '../../../contract/errors.ts';
import {
  handoffLookAheadMs,
  handoffLookBackMs,
  type Stretch,
  shiftToHandOver,
  shiftToTakeOver,
  stretchesOf,
} from '../../../domain/respond/schedules/handoff.ts';
import { everyShiftOfHistory } from '../../../domain/respond/schedules/history.ts';
import type { Shift } from '../../../domain/respond/schedules/schedule.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { loadHistories } from '../schedules/history.ts';
import { loadSnapshots } from '../schedules/snapshots.ts';
import { namesOfPeople, schedulesOfPerson } from '../schedules/store.ts';
import * as store from './store.ts';

const HOUR_MS = 3_600_000;
const MOST_SCHEDULES = 200;
/** Schedules whose past is read in one statement. */
const AT_ONCE = 50;

/** Unread notes for the person who asks, and their shifts that are about to end or have just ended. */
export async function readMyHandoffs(ctx: Context) {
  const personId = requirePerson(ctx);
  const now = await readNowMs(ctx.db);
  const schedules = await schedulesOfPerson(ctx.db, personId, MOST_SCHEDULES);
  const names = new Map(schedules.map(({ id, name }) => [id, name]));
  const stretches = await stretchesAround(ctx.db, [...names.keys()], now);
  const readers = [...stretches].flatMap(([scheduleId, own]) => {
    const shift = shiftToTakeOver(own, personId, now, HOUR_MS);
    return shift ? [{ scheduleId, personId, notesSince: shift.notesSince }] : [];
  });
  const notes = await store.listUnread(ctx.db, readers);
  return {
    notes: notes.map(({ readerId, ...note }) => note),
    ending: await endingShifts(ctx.db, personId, now, stretches, names),
  };
}

async function endingShifts(
  db: Queryable,
  personId: number,
  now: number,
  stretches: ReadonlyMap<number, Stretch[]>,
  names: ReadonlyMap<number, string>,
) {
  const ending = [...stretches].flatMap(([scheduleId, own]) => {
    const shift = shiftToHandOver(own, personId, now);
    return shift ? [{ scheduleId, ...shift }] : [];
  });
  const written = await store.lastWritten(
    db,
    personId,
    ending.map(({ scheduleId }) => scheduleId),
  );
  const open = ending.filter(({ scheduleId, from }) => (written.get(scheduleId)?.getTime() ?? 0) < from);
  const people = await namesOfPeople(
    db,
    open.flatMap(({ nextPersonId }) => nextPersonId ?? []),
  );
  return open
    .sort((a, b) => a.until - b.until)
    .map(({ scheduleId, from, until, nextPersonId }) => ({
      scheduleId,
      scheduleName: names.get(scheduleId)!,
      startsAt: new Date(from),
      endsAt: new Date(until),
      nextPersonName: nextPersonId === null ? null : (people.get(nextPersonId) ?? null),
    }));
}

export type HandedOver = {
  noteId: number;
  scheduleId: number;
  scheduleName: string;
  authorName: string;
  text: string;
  readerId: number;
};

/** Unread notes for everybody whose shift runs and began less than `begunWithinMs` ago. */
export async function notesOfBegunShifts(db: Queryable, nowMs: number, begunWithinMs: number): Promise<HandedOver[]> {
  const ids = await store.listSchedulesWithNotes(db, new Date(nowMs - handoffLookBackMs));
  const stretches = await stretchesAround(db, ids, nowMs);
  const readers = [...stretches].flatMap(([scheduleId, own]) => {
    const running = own.filter(({ from, until }) => from <= nowMs && until > nowMs);
    return running.flatMap(({ personId }) => {
      const shift = shiftToTakeOver(own, personId, nowMs, 0);
      if (!shift || shift.from <= nowMs - begunWithinMs) return [];
      return [{ scheduleId, personId, notesSince: shift.notesSince }];
    });
  });
  const notes = await store.listUnread(db, readers);
  return notes.map(({ id, scheduleId, scheduleName, authorName, text, readerId }) => ({
    ...{ noteId: id, scheduleId, scheduleName, authorName, text, readerId },
  }));
}

async function stretchesAround(
  db: Queryable,
  scheduleIds: readonly number[],
  now: number,
): Promise<Map<number, Stretch[]>> {
  const [from, to] = [now - handoffLookBackMs, now + handoffLookAheadMs];
  const found = new Map<number, Stretch[]>();
  for (let at = 0; at < scheduleIds.length; at += AT_ONCE) {
    const shifts = await shiftsOf(db, scheduleIds.slice(at, at + AT_ONCE), from, to);
    for (const [id, own] of shifts) found.set(id, stretchesOf(own));
  }
  return found;
}

async function shiftsOf(
  db: Queryable,
  ids: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, Shift[]>> {
  try {
    const histories = await loadHistories(db, ids, from, to);
    return new Map([...histories].map(([id, history]) => [id, everyShiftOfHistory(history, from, to)]));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid_input') throw error;
    // A schedule that something edits all day has too long a past: as it is now, it says well enough who was before.
    const snapshots = await loadSnapshots(db, ids, from, to);
    return new Map([...snapshots].map(([id, each]) => [id, everyShiftBetween(each, instantOf(from), instantOf(to))]));
  }
}
