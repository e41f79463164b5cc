import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { takeEndedSnoozes } from '../page-life/life-store.ts';
import { reopenPagesWithAlerts } from './ending/end.ts';

const batch = 100;

/** Opens pages again whose snooze has ended; returns how many. */
export async function endSnoozes(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const ids = await takeEndedSnoozes(tx, batch);
    if (ids.length > 0) await reopenPagesWithAlerts(tx, system, ids);
    return ids.length;
  });
}
