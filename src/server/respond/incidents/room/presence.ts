import { personIdOf } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { requireIncident } from '../incident/record.ts';
import { listPresent, markPresent } from './presence-store.ts';

/** Says that the person looks at the room, and returns who does. Automation without a person only asks. */
export async function joinIncident(ctx: Context, id: number) {
  await requireIncident(ctx.db, id);
  const personId = personIdOf(ctx.actor);
  if (personId !== null) {
    await transaction(ctx.db, async (tx) => {
      if (!(await markPresent(tx, id, personId))) return;
      await recordEvent(tx, ctx.actor, 'incident.joined', id);
    });
  }
  return { items: await listPresent(ctx.db, id) };
}
