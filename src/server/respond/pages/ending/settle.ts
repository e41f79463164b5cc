import { groupBy } from '../../../../domain/group-by.ts';
import { findSettlingAlerts, markSettled } from '../../../detect/alerts/response-store.ts';
import { type Actor, system } from '../../../platform/auth/actor.ts';
import { type Database, transaction } from '../../../platform/db/database.ts';
import { followAlerts } from './end.ts';
import { lockPagesOfAlerts } from './end-store.ts';

/** Alerts a batch takes at most; a full one asks for another at once. */
export const settlingBatch = 500;

/** Ends the pages of alerts that their senders resolved or acknowledged; returns how many alerts were handled. */
export async function settlePages(db: Database): Promise<number> {
  const waiting = await findSettlingAlerts(db, settlingBatch);
  if (waiting.length === 0) return 0;
  return transaction(db, async (tx) => {
    // Pages before alerts, as everywhere; another node that settles the same ones waits here and then finds none.
    await lockPagesOfAlerts(tx, waiting);
    const settled = await markSettled(tx, waiting);
    const bySender = groupBy(settled, (alert) => JSON.stringify(alert.by));
    for (const [by, alerts] of bySender) {
      const ids = alerts.map((alert) => alert.id);
      await followAlerts(tx, senderOf(by), await lockPagesOfAlerts(tx, ids));
    }
    return settled.length;
  });
}

function senderOf(text: string): Actor {
  const by = JSON.parse(text) as { kind?: string; name?: string; sourceId?: number } | null;
  if (by?.kind === 'source' && typeof by.sourceId === 'number') {
    return { kind: 'source', sourceId: by.sourceId, name: by.name ?? 'A source' };
  }
  return system;
}
