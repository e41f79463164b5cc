import { randomBytes } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { ScheduleInput } from '../../../contract/respond/schedules/schedule.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { keepTurns } from '../../../domain/respond/schedules/rotation/keep-turns.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { checkDefinition } from './check-definition.ts';
import * as store from './store.ts';

/** The schedule, or `not_found`. */
export async function getSchedule(ctx: { db: Queryable }, id: number): Promise<store.ScheduleRow> {
  const schedule = await store.loadSchedule(ctx.db, id);
  if (!schedule) throw problem('not_found', `No schedule has the id ${id}.`);
  return schedule;
}

/** Creates a schedule; `invalid_input` names each person or team that does not exist. */
export async function createSchedule(ctx: Context, input: ScheduleInput) {
  return transaction(ctx.db, async (tx) => {
    await checkDefinition(tx, input);
    const id = await store.insertSchedule(tx, input);
    await recordEvent(tx, ctx.actor, 'schedule.created', id, { after: input });
    return getSchedule({ db: tx }, id);
  });
}

/**
 * Replaces the schedule; whoever has the running turn of a layer keeps it, unless the turns are to be counted anew from
 * the layer's start (`restart`). `version_mismatch` when somebody changed it since `ifMatch`.
 */
export async function updateSchedule(
  ctx: Context,
  id: number,
  input: ScheduleInput,
  ifMatch?: number,
  turns: 'keep' | 'restart' = 'keep',
) {
  return transaction(ctx.db, async (tx) => {
    const before = await getSchedule({ db: tx }, id);
    await checkDefinition(tx, input);
    const stored = turns === 'keep' ? await turnedDefinition(tx, id, input) : input.definition;
    if (!(await store.updateSchedule(tx, id, { ...input, definition: stored }, ifMatch))) {
      throw await changedMeanwhile(tx, 'schedule', id);
    }
    await recordEvent(tx, ctx.actor, 'schedule.updated', id, { before: recorded(before), after: input });
    return getSchedule({ db: tx }, id);
  });
}

/** What replacing the schedule by `next` would store: its turns counted so that the running ones are kept. */
export async function turnedDefinition(
  db: Queryable,
  id: number,
  next: { timeZone: string; definition: ScheduleDefinition },
): Promise<ScheduleDefinition> {
  const before = await store.loadStoredDefinition(db, id);
  return before ? keepTurns(before, next, await readNowMs(db)) : next.definition;
}

/** Deletes the schedule with its overrides; `conflict` while an escalation policy asks it. */
export async function deleteSchedule(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await getSchedule({ db: tx }, id);
    const policies = await store.policiesAsking(tx, id);
    if (policies.length > 0) throw problem('conflict', `Escalation policies use it: ${policies.join(', ')}.`);
    if (!(await store.deleteSchedule(tx, id))) throw problem('not_found', `No schedule has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'schedule.deleted', id, { before: recorded(before) });
  });
}

/** Gives the feed a new secret path; calendars that know the old one get nothing any more. */
export async function rotateFeedKey(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const replaced = await store.replaceFeedKey(tx, id, randomBytes(32).toString('hex'));
    if (!replaced) throw problem('not_found', `No schedule has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'schedule.feedKeyRotated', id);
    return getSchedule({ db: tx }, id);
  });
}

/** What an event may hold of a schedule: not the path of its feed, which is a secret. */
function recorded({ slug, name, description, teamId, timeZone, definition, version }: store.ScheduleRow) {
  return { slug, name, description, teamId, timeZone, definition, version };
}
