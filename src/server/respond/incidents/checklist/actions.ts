import { problem } from '../../../../contract/errors.ts';
import { protocolSwitch, switchText } from '../../../../domain/respond/incidents/protocol.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { requireOffered } from '../../protocols/actions.ts';
import { onIncident } from '../incident/change.ts';
import { readChecklist } from '../room/actions.ts';
import { tell } from '../timeline/actions.ts';
import { deleteTick, insertTick, setProtocol } from './store.ts';

/** Ticks an item of the protocol or takes the tick back; each change stands on the timeline. */
export async function tickChecklist(ctx: Context, id: number, itemId: string, isTicked: boolean) {
  return onIncident(ctx, id, async (tx, incident) => {
    const { protocolName, items } = await readChecklist(tx, incident, await readNowMs(tx));
    const item = items.find((one) => one.id === itemId);
    if (!item) throw problem('not_found', `The checklist “${protocolName}” has no item ${itemId}.`);
    const isChange = isTicked
      ? await insertTick(tx, id, item, actorReference(ctx.actor))
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

/**
 * Has the room work through another protocol, or again through that of its severity. What is ticked stays ticked.
 * @throws Problem `invalid_input` where there is none of this key, or it is archived
 */
export async function chooseProtocol(ctx: Context, id: number, key: string | null) {
  return onIncident(ctx, id, async (tx, incident) => {
    if (key !== null) await requireOffered(tx, key, 'body.protocolKey');
    const now = await readNowMs(tx);
    const before = await readChecklist(tx, incident, now);
    if (key === (before.isChosen ? before.protocolKey : null)) return;
    await setProtocol(tx, id, key);
    const after = await readChecklist(tx, incident, now);
    if (after.protocolKey === before.protocolKey) return;
    const ticked = before.items.filter(({ state }) => state === 'done').map((item) => item.id);
    await tell(tx, ctx.actor, id, {
      event: 'incident.protocolChanged',
      kind: 'checklist',
      text: `Protocol ${before.protocolName} → ${after.protocolName}. ${switchText(protocolSwitch(before.items, after.items, ticked))}`,
      data: { from: before.protocolKey, to: after.protocolKey },
    });
  });
}
