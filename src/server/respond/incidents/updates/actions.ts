import { problem } from '../../../../contract/errors.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { readNow } from '../../../platform/db/now.ts';
import { onIncident } from '../incident/change.ts';
import { stampInstant } from '../incident/store.ts';
import { tell } from '../timeline/actions.ts';
import * as store from './store.ts';

/**
 * Records what was told to an audience; the clock of the next one starts. Whoever tells the public checks and approves
 * the text first, and gives the one who approved it. @throws Problem `invalid_input` when the next one was promised
 * for the past
 */
export async function recordUpdate(
  ctx: Context,
  incidentId: number,
  update: store.NewUpdate & { approvedBy?: Actor | null },
): Promise<store.UpdateRow> {
  return onIncident(ctx, incidentId, async (tx, incident) => {
    const { nextUpdateAt } = update;
    if (nextUpdateAt != null && new Date(nextUpdateAt) <= (await readNow(tx))) {
      const message = 'The next update cannot be promised for the past.';
      throw problem('invalid_input', message, [{ path: 'body.nextUpdateAt', message }]);
    }
    const isPublic = update.audience === 'public';
    const updateId = await store.insertUpdate(tx, incidentId, {
      ...update,
      author: actorReference(ctx.actor),
      approvedBy: update.approvedBy ? actorReference(update.approvedBy) : null,
    });
    if (isPublic && incident.kind === 'real') await stampInstant(tx, incidentId, 'firstPublicAt');
    const { audience, status, text } = update;
    await tell(tx, ctx.actor, incidentId, {
      event: 'incident.updatePosted',
      kind: 'update',
      text: `${isPublic ? 'Public update' : `Update for ${audience}`} (${status}): ${text}`,
      isKey: isPublic,
      data: { updateId, audience, status },
    });
    return (await store.loadUpdate(tx, updateId))!;
  });
}
