import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getPostmortem } from '../postmortems/actions.ts';
import { listPresent, markPresent } from './presence-store.ts';

/** Says that the person has the postmortem open, and returns who has. Automation without a person only asks. */
export async function joinPostmortem(ctx: Context, id: number, section: string | null) {
  await getPostmortem(ctx, id);
  const personId = personIdOf(ctx.actor);
  if (personId !== null) {
    await transaction(ctx.db, async (tx) => {
      if (await markPresent(tx, id, personId, section)) await recordEvent(tx, ctx.actor, 'postmortem.joined', id);
    });
  }
  return { items: await listPresent(ctx.db, id) };
}
