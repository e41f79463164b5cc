import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { restartUnreachedPages } from '../page-life/life-store.ts';

/** Gives pages that ended without reaching anybody another run; returns how many. */
export async function restartUnreached(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const ids = await restartUnreachedPages(tx);
    const data = { because: 'nobody was reached' };
    await recordEvents(
      tx,
      system,
      ids.map((subjectId) => ({ kind: 'page.restarted', subjectId, data })),
    );
    return ids.length;
  });
}
