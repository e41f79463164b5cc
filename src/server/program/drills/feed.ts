/** The calendar of drills behind a secret path, as schedules have theirs. */
import { createHash, randomBytes } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { problem } from '../../../contract/errors.ts';
import { drillFormats } from '../../../domain/program/drills/formats.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './series-store.ts';

const refreshSeconds = 3_600;

export async function readFeedPath(ctx: Context) {
  return { feedPath: `/feeds/drills/${await store.loadFeedKey(ctx.db)}.ics` };
}

export async function rotateFeedKey(ctx: Context) {
  return transaction(ctx.db, async (tx) => {
    await store.replaceFeedKey(tx, randomBytes(32).toString('hex'));
    await recordEvent(tx, ctx.actor, 'program.drillFeedKeyRotated', null);
    return readFeedPath({ ...ctx, db: tx });
  });
}

/** @throws Problem `not_found` for a key that is not in force */
export async function readFeed(
  ctx: Context,
  feedKey: string,
  publicUrl: string,
): Promise<{ etag: string; text: string }> {
  if (feedKey !== (await store.loadFeedKey(ctx.db))) {
    throw problem('not_found', 'This calendar does not exist, or its address was changed.');
  }
  const text = calendarOf(await store.listFeedDrills(ctx.db), publicUrl);
  return { etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`, text };
}

function calendarOf(drills: readonly store.FeedDrill[], publicUrl: string): string {
  const calendar = ical({
    name: 'Drills',
    prodId: { company: 'Evenkeel', product: 'Drills', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  });
  for (const { id, title, format, plannedFor, leaderName, isCanceled, version, createdAt } of drills) {
    const { name, minutes } = drillFormats.find(({ key }) => key === format) ?? { name: format, minutes: 60 };
    calendar.createEvent({
      id: `drill-${createdAt.getTime().toString(36)}-${id}@evenkeel`,
      start: plannedFor,
      end: new Date(plannedFor.getTime() + minutes * 60_000),
      summary: `Drill: ${title}`,
      description: leaderName === null ? name : `${name}, led by ${leaderName}`,
      url: `${publicUrl}/program/drills/${id}`,
      stamp: createdAt,
      sequence: version - 1,
      status: isCanceled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}
