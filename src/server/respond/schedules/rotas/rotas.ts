/** Rotas in force: overrides that belong together. */
import { problem } from '../../../../contract/errors.ts';
import type { Context } from '../../../platform/context.ts';
import { transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { getSchedule } from '../actions.ts';
import { checkTimes, lockSchedule, MOST_OVERRIDES, mustBeAble } from '../overrides/overrides.ts';
import { countComing } from '../overrides/overrides-store.ts';
import { mustHaveOneAtOnce } from './rota-limits.ts';
import * as store from './rotas-store.ts';

type OverrideInput = { personId: number; startsAt: string; endsAt: string };

export async function listRotas(ctx: Context, scheduleId: number) {
  await getSchedule(ctx, scheduleId);
  return { items: await store.listRotas(ctx.db, scheduleId), nextCursor: null };
}

/**
 * Puts the overrides of a rota in force, all or none. What is past stays as it was: what began already begins now, what
 * is over is left out. `state_conflict` when the schedule or its overrides changed since `unchangedSince`, or with too many
 * overrides; `invalid_input` for people who do not exist or are deactivated, times that overlap, and a rota that is over.
 */
export async function applyRota(
  ctx: Context,
  scheduleId: number,
  input: { overrides: OverrideInput[]; unchangedSince?: string | undefined },
) {
  return transaction(ctx.db, async (tx) => {
    await store.lockRow(tx, scheduleId);
    const { changedAt, definition } = await getSchedule({ db: tx }, scheduleId);
    const now = await lockSchedule(tx, scheduleId);
    if (input.unchangedSince !== undefined && changedAt.getTime() !== Date.parse(input.unchangedSince))
      throw problem('state_conflict', 'The schedule or its overrides changed since. Generate the rota again.');
    mustHaveOneAtOnce({ definition });
    const overrides = input.overrides
      .map(({ personId, startsAt, endsAt }) => ({
        personId,
        startsAt: new Date(Math.max(Date.parse(startsAt), now)),
        endsAt: new Date(endsAt),
      }))
      .filter(({ endsAt }) => endsAt.getTime() > now)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    if (overrides.length === 0) throw refusal('This is in the past.');
    overrides.forEach(({ startsAt, endsAt }, place) => {
      checkTimes(startsAt.getTime(), endsAt.getTime(), now);
      if (place > 0 && overrides[place - 1]!.endsAt > startsAt) throw refusal('Some of these times overlap.');
    });
    for (const personId of new Set(overrides.map((override) => override.personId))) await mustBeAble(tx, personId);
    if ((await countComing(tx, scheduleId)) + overrides.length > MOST_OVERRIDES)
      throw problem(
        'state_conflict',
        `At most ${MOST_OVERRIDES} upcoming overrides are allowed. Remove an earlier rota, or choose fewer weeks.`,
      );
    const createdBy = 'name' in ctx.actor ? ctx.actor.name : 'Somebody';
    const rotaId = await store.insertRota(tx, { scheduleId, overrides, createdBy });
    await recordEvent(tx, ctx.actor, 'rota.applied', scheduleId, { rotaId, after: { overrides: overrides.map(told) } });
    return (await store.loadRota(tx, scheduleId, rotaId))!;
  });
}

/** Takes back what of a rota is not over, and returns it; `not_found` when there is nothing. */
export async function removeRota(ctx: Context, scheduleId: number, rotaId: number) {
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const overrides = await store.overridesOfRota(tx, scheduleId, rotaId);
    if (overrides.length === 0)
      throw problem('not_found', `No rota of this schedule that is not over has the id ${rotaId}.`);
    await store.endRota(tx, scheduleId, rotaId, new Date(now));
    await recordEvent(tx, ctx.actor, 'rota.removed', scheduleId, {
      rotaId,
      before: { overrides: overrides.map(told) },
    });
    return { overrides };
  });
}

const told = ({ personId, startsAt, endsAt }: store.RotaOverride) => ({
  personId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

function refusal(message: string) {
  return problem('invalid_input', message, [{ path: 'body.overrides', message }]);
}
