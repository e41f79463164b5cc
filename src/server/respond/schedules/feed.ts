import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { problem } from '../../../contract/errors.ts';
import { shiftsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Context } from '../../platform/context.ts';
import { loadSnapshots } from './snapshots.ts';
import { databaseNow, loadScheduleByFeedKey, namesOfPeople, type ScheduleRow } from './store.ts';

const DAY_MS = 86_400_000;
const FEED_DAYS = 90;
/** How far back the start of a shift that runs is looked for, so that its event keeps its identity. */
const LOOK_BACK_DAYS = 30;
const REFRESH_SECONDS = 3_600;

export type Feed = { etag: string; render: () => string };

/**
 * The iCalendar feed behind a key: the shifts of the next 90 days, of one person when `personId` is given.
 * The entity tag is made from what the feed is made from, so that an unchanged feed is never rendered;
 * it changes at midnight UTC, when the range moves on. `not_found` for a key that is not in force.
 */
export async function readFeed(ctx: Context, feedKey: string, personId?: number): Promise<Feed> {
  const schedule = await loadScheduleByFeedKey(ctx.db, feedKey);
  if (!schedule) throw problem('not_found', 'This calendar does not exist, or its address was changed.');
  const today = Math.floor((await databaseNow(ctx.db)) / DAY_MS) * DAY_MS;
  const [from, to] = [today - LOOK_BACK_DAYS * DAY_MS, today + FEED_DAYS * DAY_MS];
  const snapshot = (await loadSnapshots(ctx.db, [schedule.id], from, to)).get(schedule.id)!;
  const people = [...schedule.people.map((person) => person.personId), ...snapshot.overrides.map((o) => o.personId)];
  const names = await namesOfPeople(ctx.db, people);
  const inputs = JSON.stringify([schedule, snapshot, [...names], today, personId]);
  return {
    etag: `"${createHash('sha256').update(inputs).digest('base64url').slice(0, 32)}"`,
    render: () => {
      const shifts = shiftsBetween(snapshot, instantOf(from), instantOf(to)).map((shift) => ({
        start: shift.startsAt.epochMilliseconds,
        end: shift.endsAt.epochMilliseconds,
        personId: shift.personId,
        layer: shift.layer,
      }));
      const wanted = shifts.flatMap((shift) =>
        shift.personId !== null && shift.end > today && (personId === undefined || shift.personId === personId)
          ? [{ ...shift, name: names.get(shift.personId) ?? '', running: shift.start === from }]
          : [],
      );
      return calendarOf(schedule, wanted);
    },
  };
}

type NamedShift = { start: number; end: number; name: string; layer: string | null; running: boolean };

function calendarOf(schedule: ScheduleRow, shifts: NamedShift[]): string {
  const calendar = ical({
    name: `On call: ${schedule.name}`,
    prodId: { company: 'Evenkeel', product: 'Schedules', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const shift of shifts) {
    // A shift older than the range has no start that stays: it is known as the one that runs.
    const place = shift.running ? 'running' : Math.floor(shift.start / 1000);
    calendar.createEvent({
      id: `shift-${schedule.createdAt.getTime().toString(36)}-${schedule.id}-${place}@evenkeel`,
      start: new Date(shift.start),
      end: new Date(shift.end),
      summary: `${shift.name} on call: ${schedule.name}`,
      description: shift.layer === 'override' ? 'By an override.' : `Layer: ${shift.layer}`,
      stamp: schedule.changedAt,
      lastModified: schedule.changedAt,
      sequence: schedule.version,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
