import { problem } from '../../../../contract/errors.ts';
import { everybodyOnCallAt, nextHandoff } from '../../../../domain/respond/schedules/on-call.ts';
import { hasSeveralAtOnce } from '../../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import { type Context, requirePerson } from '../../../platform/context.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { changedMeanwhile } from '../../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { loadDisabled, loadSnapshots } from '../snapshots.ts';
import { existingPeople, loadStoredDefinition, markChanged } from '../store.ts';
import * as store from './overrides-store.ts';

/** How many overrides of one schedule may run or lie ahead at once. */
export const MOST_OVERRIDES = 500;
const LONGEST_OVERRIDE_MS = 400 * 86_400_000;
/** How far the running shift is looked along when somebody takes it over without saying until when. */
const LONGEST_TAKE_OVER_MS = 14 * 86_400_000;

export type OverrideInput = {
  personId: number;
  replacesPersonId?: number | null | undefined;
  startsAt: string;
  endsAt: string;
  reason: string;
};

/**
 * Puts a person on call from `startsAt` to `endsAt`. What is past stays as it was: a start in the past becomes now,
 * an end in the past is refused (`invalid_input`), like a person who does not exist or is deactivated.
 */
export async function createOverride(ctx: Context, scheduleId: number, input: OverrideInput) {
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    return insertOverride(tx, ctx, scheduleId, {
      personId: input.personId,
      replacesPersonId: input.replacesPersonId ?? null,
      startsAt: Math.max(Date.parse(input.startsAt), now),
      endsAt: Date.parse(input.endsAt),
      reason: input.reason,
      now,
    });
  });
}

/**
 * Puts the person who asks on call from now until the running shift (or gap) ends, or until `until`.
 * `state_conflict` when they are on call already; `invalid_input` when no end is near and none was named.
 */
export async function takeOver(
  ctx: Context,
  scheduleId: number,
  input: { until?: string | undefined; reason: string },
) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const snapshots = await loadSnapshots(tx, [scheduleId], now, now + LONGEST_TAKE_OVER_MS);
    const schedule = snapshots.get(scheduleId)!;
    if (everybodyOnCallAt(schedule, instantOf(now)).some((onCall) => onCall.personId === personId)) {
      throw problem('state_conflict', 'You are already on call.');
    }
    const handoff = nextHandoff(schedule, instantOf(now))?.at.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    if (input.until === undefined && handoff > now + LONGEST_TAKE_OVER_MS) {
      throw problem('invalid_input', 'The current shift does not end within 14 days.', [
        { path: 'body.until', message: 'Say when you stop covering.' },
      ]);
    }
    const endsAt = input.until === undefined ? handoff : Date.parse(input.until);
    return insertOverride(tx, ctx, scheduleId, { personId, startsAt: now, endsAt, reason: input.reason, now });
  });
}

export type OverrideChange = {
  personId?: number | undefined;
  replacesPersonId?: number | null | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  reason?: string | undefined;
};

/**
 * Changes an override that is not over. What is past stays as it was: the start of one that runs does not move
 * (`invalid_input`), and another person takes over from now on, by a new override, which is returned.
 * `state_conflict` for one that is over, `version_mismatch` when somebody changed it since `ifMatch`.
 */
export async function updateOverride(
  ctx: Context,
  scheduleId: number,
  overrideId: number,
  change: OverrideChange,
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const before = await loadExisting(tx, scheduleId, overrideId);
    if (before.endsAt.getTime() <= now) throw isOver();
    if (ifMatch !== undefined && before.version !== ifMatch) throw await changedMeanwhile(tx, 'schedule', scheduleId);
    const after = changed(before, change, now);
    const isOfOthers = after.personId !== before.personId || after.replacesPersonId !== before.replacesPersonId;
    if (after.personId !== before.personId) await mustBeAble(tx, after.personId);
    if (after.replacesPersonId !== before.replacesPersonId) await mustBeReplaceable(tx, after);
    if (before.startsAt.getTime() < now && isOfOthers) {
      await store.endOverride(tx, overrideId, new Date(now));
      await recordEvent(tx, ctx.actor, 'override.deleted', scheduleId, { before });
      return insertOverride(tx, ctx, scheduleId, { ...after, startsAt: now, endsAt: after.endsAt.getTime(), now });
    }
    await store.updateOverride(tx, after, ifMatch);
    const stored = (await store.loadOverride(tx, scheduleId, overrideId))!;
    await recordEvent(tx, ctx.actor, 'override.updated', scheduleId, { before, after: stored });
    return stored;
  });
}

function changed(before: store.OverrideRow, change: OverrideChange, now: number): store.OverrideRow {
  const isRunning = before.startsAt.getTime() < now;
  const startsAt = change.startsAt === undefined ? before.startsAt : new Date(change.startsAt);
  const moved = startsAt.getTime() !== before.startsAt.getTime();
  if (isRunning && moved) refuse('startsAt', 'It has begun: its start stays as it was.');
  const after = {
    ...before,
    personId: change.personId ?? before.personId,
    replacesPersonId: change.replacesPersonId === undefined ? before.replacesPersonId : change.replacesPersonId,
    startsAt: isRunning ? before.startsAt : new Date(Math.max(startsAt.getTime(), now)),
    endsAt: change.endsAt === undefined ? before.endsAt : new Date(change.endsAt),
    reason: change.reason ?? before.reason,
  };
  checkTimes(after.startsAt.getTime(), after.endsAt.getTime(), now);
  return after;
}

async function loadExisting(tx: Transaction, scheduleId: number, overrideId: number): Promise<store.OverrideRow> {
  const override = await store.loadOverride(tx, scheduleId, overrideId);
  if (!override) throw problem('not_found', `No override of this schedule has the id ${overrideId}.`);
  return override;
}

function isOver() {
  return problem('state_conflict', 'This override has ended; the past cannot be changed.');
}

/** Takes an override back: one that lies ahead disappears, one that runs ends now, one that is over stays (`state_conflict`). */
export async function deleteOverride(ctx: Context, scheduleId: number, overrideId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const override = await loadExisting(tx, scheduleId, overrideId);
    if (override.endsAt.getTime() <= now) throw isOver();
    if (override.startsAt.getTime() < now) await store.endOverride(tx, overrideId, new Date(now));
    else await store.deleteOverride(tx, overrideId);
    await recordEvent(tx, ctx.actor, 'override.deleted', scheduleId, { before: override });
  });
}

/** Serialises changes of one schedule's overrides; returns database time. */
export async function lockSchedule(tx: Transaction, scheduleId: number): Promise<number> {
  if (!(await markChanged(tx, scheduleId))) throw problem('not_found', `No schedule has the id ${scheduleId}.`);
  return readNowMs(tx);
}

export async function insertOverride(
  tx: Transaction,
  ctx: Context,
  scheduleId: number,
  {
    personId,
    replacesPersonId = null,
    startsAt,
    endsAt,
    reason,
    now,
  }: {
    personId: number;
    replacesPersonId?: number | null;
    startsAt: number;
    endsAt: number;
    reason: string;
    now: number;
  },
) {
  checkTimes(startsAt, endsAt, now);
  await mustBeAble(tx, personId);
  await mustBeReplaceable(tx, { personId, replacesPersonId });
  if ((await store.countComing(tx, scheduleId)) >= MOST_OVERRIDES) {
    throw problem(
      'state_conflict',
      `At most ${MOST_OVERRIDES} upcoming overrides are allowed; change the layers instead.`,
    );
  }
  const id = await store.insertOverride(tx, {
    scheduleId,
    personId,
    replacesPersonId,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    reason,
    createdBy: 'name' in ctx.actor ? ctx.actor.name : 'Somebody',
  });
  const override = (await store.loadOverride(tx, scheduleId, id))!;
  await recordEvent(tx, ctx.actor, 'override.created', scheduleId, { after: override });
  return override;
}

/** Whom an override in a person's place replaces: that person where several are on call at once, else whoever is on call. */
export async function replacedBy(tx: Transaction, scheduleId: number, personId: number): Promise<number | null> {
  const stored = await loadStoredDefinition(tx, scheduleId);
  return stored && hasSeveralAtOnce(stored) ? personId : null;
}

export function checkTimes(startsAt: number, endsAt: number, now: number): void {
  if (endsAt <= now) refuse('endsAt', 'This is in the past.');
  if (endsAt <= startsAt) refuse('endsAt', 'The end must be after the start.');
  if (endsAt - startsAt > LONGEST_OVERRIDE_MS) refuse('endsAt', 'An override lasts 400 days at most.');
}

/** `invalid_input` for somebody who does not exist or is deactivated. */
export async function mustBeAble(tx: Transaction, personId: number): Promise<void> {
  if (!(await existingPeople(tx, [personId])).has(personId)) refuse('personId', `No person has the id ${personId}.`);
  if ((await loadDisabled(tx, [personId])).length > 0) refuse('personId', 'This person is deactivated.');
}

async function mustBeReplaceable(
  tx: Transaction,
  { personId, replacesPersonId }: { personId: number; replacesPersonId: number | null },
): Promise<void> {
  if (replacesPersonId === null) return;
  if (replacesPersonId === personId) refuse('replacesPersonId', 'Nobody can replace themselves.');
  if (!(await existingPeople(tx, [replacesPersonId])).has(replacesPersonId))
    refuse('replacesPersonId', `No person has the id ${replacesPersonId}.`);
}

function refuse(field: string, message: string): never {
  throw problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
