/** People who learn by watching whoever is on call. */
import { problem } from '../../../../contract/errors.ts';
import { everybodyOnCallAt } from '../../../../domain/respond/schedules/on-call.ts';
import { shadowsToTell } from '../../../../domain/respond/schedules/shadows.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import type { Context } from '../../../platform/context.ts';
import { type Queryable, transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { getSchedule } from '../actions.ts';
import { lockSchedule, mustBeAble } from '../overrides/overrides.ts';
import { loadSnapshots } from '../snapshots.ts';
import { namesOfPeople } from '../store.ts';
import * as store from './shadows-store.ts';

const LONGEST_SHADOW_MS = 400 * 86_400_000;
/** How many of one schedule may run or lie ahead at once. */
const MOST_SHADOWS = 50;

export async function listShadows(
  ctx: Context,
  scheduleId: number,
  query: { limit: number; cursor?: string | undefined },
) {
  await getSchedule(ctx, scheduleId);
  return store.listComingShadows(ctx.db, scheduleId, query);
}

/**
 * `invalid_input` for one that is over or too long, and for a person who does not exist or is deactivated;
 * `state_conflict` for a person who shadows the schedule at that time already.
 */
export async function addShadow(
  ctx: Context,
  scheduleId: number,
  input: { personId: number; startsAt: string; endsAt: string },
) {
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
    if (endsAt.getTime() <= now) throw refusal('This is in the past.');
    if (endsAt.getTime() - startsAt.getTime() > LONGEST_SHADOW_MS)
      throw refusal('Somebody shadows for 400 days at most.');
    await mustBeAble(tx, input.personId);
    if (await store.isShadowBetween(tx, scheduleId, input.personId, startsAt, endsAt))
      throw problem('state_conflict', 'This person already shadows this schedule at that time.');
    if ((await store.countComingShadows(tx, scheduleId)) >= MOST_SHADOWS)
      throw problem('state_conflict', `At most ${MOST_SHADOWS} people can shadow one schedule, now and later.`);
    const createdBy = 'name' in ctx.actor ? ctx.actor.name : 'Somebody';
    const id = await store.insertShadow(tx, { scheduleId, personId: input.personId, startsAt, endsAt, createdBy });
    const shadow = (await store.loadShadow(tx, scheduleId, id))!;
    await recordEvent(tx, ctx.actor, 'shadow.added', scheduleId, { after: shadow });
    return shadow;
  });
}

/** One that runs ends now, one that lies ahead disappears; `state_conflict` for one that is over. */
export async function removeShadow(ctx: Context, scheduleId: number, shadowId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const before = await store.loadShadow(tx, scheduleId, shadowId);
    if (!before) throw problem('not_found', `No shadow of this schedule has the id ${shadowId}.`);
    if (before.endsAt.getTime() <= now) throw problem('state_conflict', 'This is over.');
    if (before.startsAt.getTime() < now) await store.endShadow(tx, shadowId);
    else await store.deleteShadow(tx, shadowId);
    await recordEvent(tx, ctx.actor, 'shadow.removed', scheduleId, { before });
  });
}

/** Whether anybody shadows a schedule now: asked once before many pages are looked at. */
export const doesAnybodyShadow = (db: Queryable): Promise<boolean> => store.hasRunningShadows(db);

export type ToldShadow = { personId: number; scheduleName: string; shadowedName: string };

/** Whom to tell that a page has just notified these people, in their place as shadows of one of them. */
export async function shadowsOfNotified(
  db: Queryable,
  pageId: number,
  personIds: readonly number[],
  nowMs: number,
): Promise<ToldShadow[]> {
  if (personIds.length === 0) return [];
  const shadows = await store.shadowsOfPage(db, pageId);
  if (shadows.length === 0) return [];
  const ids = [...new Set(shadows.map(({ scheduleId }) => scheduleId))];
  const snapshots = await loadSnapshots(db, ids, nowMs, nowMs + 1);
  const onCall = new Map(
    [...snapshots].map(([id, each]) => [
      id,
      everybodyOnCallAt(each, instantOf(nowMs)).flatMap(({ personId }) => personId ?? []),
    ]),
  );
  const told = shadowsToTell(shadows, onCall, personIds);
  const names = await namesOfPeople(
    db,
    told.map(({ shadowedId }) => shadowedId),
  );
  return told.map(({ personId, scheduleName, shadowedId }) => ({
    ...{ personId, scheduleName, shadowedName: names.get(shadowedId) ?? 'Somebody' },
  }));
}

function refusal(message: string) {
  return problem('invalid_input', message, [{ path: 'body.endsAt', message }]);
}
