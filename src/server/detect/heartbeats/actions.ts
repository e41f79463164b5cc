import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { followSchedules } from './follow-schedule.ts';
import * as store from './store.ts';

/** Arms a heartbeat by hand: its next ping is due one interval from now or when its schedule says, also when none has come yet. */
export async function armHeartbeat(ctx: Context, sourceId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.arm(tx, sourceId))) throw problem('state_conflict', 'Only a heartbeat can be armed.');
    await followSchedules(tx, sourceId);
    await recordEvent(tx, ctx.actor, 'heartbeat.armed', sourceId);
  });
}
