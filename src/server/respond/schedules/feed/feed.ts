import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { problem } from '../../../../contract/errors.ts';
import { seatsOfHistory } from '../../../../domain/respond/schedules/history.ts';
import { wholePieces } from '../../../../domain/respond/schedules/whole-pieces.ts';
import { cleanText } from '../../../../domain/text.ts';
import type { Context } from '../../../platform/context.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { loadHistory } from '../history.ts';
import { type ShadowTime, shadowsBetween } from '../shadows/shadows-store.ts';
import { participantsOf } from '../snapshots.ts';
import { loadScheduleByFeedKey, namesOfPeople, type ScheduleRow } from '../store.ts';
import { countChanges } from './feed-store.ts';

const DAY_MS = 86_400_000;
const FEED_DAYS = 90;
/** How far around the range the ends of shifts are looked for: two months and what rounding to a month takes. */
const LOOK_AROUND_DAYS = 95;
const MOST_SHADOWS = 200;
const REFRESH_SECONDS = 3_600;

export type Feed = { etag: string; render: () => Promise<string> };

/** `seat` counts from 0: the first of several people on call at once. */
type FeedShift = { start: number; end: number; name: string; layer: string; seat: number };

/**
 * The iCalendar feed behind a key: the shifts of the next 90 days, of one person when `personId` is given. Every shift
 * is whole: its start and end are its own and not those of the range. One that lasts longer than a month is told month
 * by month. The entity tag is made from what the feed is made from, so that an unchanged feed is never rendered; it
 * changes at midnight UTC, when the range moves on. `not_found` for a key that is not in force.
 */
export async function readFeed(ctx: Context, feedKey: string, personId?: number): Promise<Feed> {
  const schedule = await loadScheduleByFeedKey(ctx.db, feedKey);
  if (!schedule) throw problem('not_found', 'This calendar does not exist, or its address was changed.');
  const today = Math.floor((await readNowMs(ctx.db)) / DAY_MS) * DAY_MS;
  const [from, to] = [today - LOOK_AROUND_DAYS * DAY_MS, today + (FEED_DAYS + LOOK_AROUND_DAYS) * DAY_MS];
  const history = await loadHistory(ctx.db, schedule.id, from, to);
  const people = [
    ...history.versions.flatMap(({ definition }) => (definition ? [...participantsOf(definition)] : [])),
    ...history.overrides.map((override) => override.personId),
  ];
  const names = await namesOfPeople(ctx.db, people);
  const lastDay = today + FEED_DAYS * DAY_MS;
  const shadows = (await shadowsBetween(ctx.db, [schedule.id], today, lastDay, MOST_SHADOWS)).filter(
    (shadow) => personId === undefined || shadow.personId === personId,
  );
  const inputs = JSON.stringify([schedule, history, shadows, [...history.disabled], [...names], today, personId]);
  return {
    etag: `"${createHash('sha256').update(inputs).digest('base64url').slice(0, 32)}"`,
    render: () => {
      const shifts = seatsOfHistory(history, from, to).flatMap((own, seat) =>
        own.flatMap(({ startsAt, endsAt, personId: of, layer }): FeedShift[] =>
          of === null || (personId !== undefined && of !== personId)
            ? []
            : [
                {
                  ...{ start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds },
                  ...{ name: names.get(of) ?? '', layer, seat },
                },
              ],
        ),
      );
      const told = wholePieces(shifts, schedule.timeZone).filter(({ start, end }) => end > today && start < lastDay);
      return calendarOf(ctx, schedule, told, shadows);
    },
  };
}

async function calendarOf(
  ctx: Context,
  schedule: ScheduleRow,
  shifts: FeedShift[],
  shadows: ShadowTime[],
): Promise<string> {
  const born = `${schedule.createdAt.getTime().toString(36)}-${schedule.id}`;
  const ofShifts = shifts.map(({ start, end, name, layer, seat }) => {
    const place = `${Math.floor(start / 1000)}${seat > 0 ? `-${seat + 1}` : ''}`;
    const uid = `shift-${born}-${place}@evenkeel`;
    const summary = `${name} on call: ${schedule.name}`;
    const description = layer === 'override' ? 'By an override.' : `Layer: ${layer}`;
    return eventOf(uid, start, end, summary, description);
  });
  const ofShadows = shadows.map(({ id, personName, startsAt, endsAt }) =>
    eventOf(
      `shadow-${born}-${id}@evenkeel`,
      startsAt.getTime(),
      endsAt.getTime(),
      `${personName} shadowing: ${schedule.name}`,
      'Shadowing: not on call.',
    ),
  );
  const events = [...ofShifts, ...ofShadows];
  const changes = await countChanges(ctx.db, schedule.id, events);
  const calendar = ical({
    name: textValue(`On call: ${schedule.name}`),
    prodId: { company: 'Evenkeel', product: 'Schedules', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const { uid, start, endsAt, summary, description } of events) {
    const { sequence, changedAt } = changes.get(uid) ?? { sequence: 0, changedAt: schedule.changedAt };
    calendar.createEvent({
      id: uid,
      start,
      end: endsAt,
      summary,
      description,
      stamp: changedAt,
      lastModified: changedAt,
      sequence,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

/** @param start and `end` in milliseconds since the epoch */
function eventOf(uid: string, start: number, end: number, summary: string, description: string) {
  const contentHash = createHash('sha256')
    .update(JSON.stringify([end, summary, description]))
    .digest();
  return { uid, start: new Date(start), endsAt: new Date(end), summary, description, contentHash };
}

/** RFC 5545 §3.3.11, which the library leaves out where it writes the calendar's own name. */
function textValue(text: string): string {
  return cleanText(text)
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}
