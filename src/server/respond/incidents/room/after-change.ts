import type { Context } from '../../../platform/context.ts';
import { readRoom } from './actions.ts';

/** Changes return the room as it is then. */
export async function roomAfter(change: Promise<void>, ctx: Context, id: number) {
  await change;
  return readRoom(ctx.db, id);
}
