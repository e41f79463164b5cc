/** Whoever observes a drill takes no role in its incident: they have read what is expected, and grade those who act. */

import { problem } from '../../../../contract/errors.ts';
import type { Context } from '../../../platform/context.ts';
import { transaction } from '../../../platform/db/database.ts';
import type { Practice } from '../../practice.ts';
import { lockIncident, requireIncident } from '../incident/record.ts';

/**
 * Runs a change that gives this person a role, unless they observe. The incident is locked in between, as it is where
 * somebody becomes an observer, so of the two the second one is refused. @throws Problem `state_conflict`
 */
export async function unlessObserving(
  ctx: Context,
  practice: Practice,
  { id, personId }: { id: number; personId: number | null },
  change: (within: Context) => Promise<void>,
): Promise<void> {
  const { kind } = await requireIncident(ctx.db, id);
  if (kind !== 'drill' || personId === null) return change(ctx);
  await transaction(ctx.db, async (tx) => {
    await lockIncident(tx, id);
    const name = await practice.observerName(tx, id, personId);
    if (name !== null) {
      throw problem(
        'state_conflict',
        `${name} observes this drill, and observers take no role. To take one, they stop observing first.`,
      );
    }
    await change({ ...ctx, db: tx });
  });
}
