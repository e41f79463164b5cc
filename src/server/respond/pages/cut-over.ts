import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { restartKeptPages } from '../page-life/life-store.ts';
import { mayHaveEnded } from '../parallel-runs/store.ts';

/**
 * Starts open pages again whose messages a parallel run has kept, and which no run keeps any longer; returns how many.
 * Found from the rows, not by whoever cut over: a page whose messages were judged just before that commit is found as well.
 */
export async function cutOver(db: Database): Promise<number> {
  if (!(await mayHaveEnded(db))) return 0;
  return transaction(db, async (tx) => {
    const ids = await restartKeptPages(tx);
    const data = { because: 'the parallel run has ended' };
    await recordEvents(
      tx,
      system,
      ids.map((subjectId) => ({ kind: 'page.restarted', subjectId, data })),
    );
    return ids.length;
  });
}
