import { problem } from '../../../../contract/errors.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { loadRule } from '../../severities/actions.ts';
import { onIncident } from '../incident/change.ts';
import { protocolOf } from '../room/actions.ts';
import { tell } from '../timeline/actions.ts';
import { deleteTick, insertTick } from './store.ts';

/** Ticks an item of the protocol or takes the tick back; each change stands on the timeline. */
export async function tickChecklist(ctx: Context, id: number, itemId: string, isTicked: boolean) {
  return onIncident(ctx, id, async (tx, incident) => {
    const protocol = protocolOf(await loadRule(tx, incident.severity));
    const item = protocol.items.find((one) => one.id === itemId);
    if (!item) throw problem('not_found', `The checklist “${protocol.name}” has no item ${itemId}.`);
    const isChange = isTicked
      ? await insertTick(tx, id, itemId, actorReference(ctx.actor))
      : await deleteTick(tx, id, itemId);
    if (!isChange) return;
    await tell(tx, ctx.actor, id, {
      event: isTicked ? 'incident.checklistTicked' : 'incident.checklistUnticked',
      kind: 'checklist',
      text: isTicked ? `Ticked: ${item.text}` : `Unticked: ${item.text}`,
      data: { itemId },
    });
  });
}
