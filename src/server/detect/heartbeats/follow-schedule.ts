import type { Queryable } from '../../platform/db/database.ts';
import { expectedAfter } from './schedule.ts';
import * as store from './store.ts';

const perRun = 100;

/**
 * Puts the deadlines of heartbeats with a schedule where it says. The interval that counts until then is never shorter,
 * so nothing is late too early.
 * @param sourceId null for any
 */
export async function followSchedules(tx: Queryable, sourceId: number | null): Promise<boolean> {
  const found = await store.takeUnscheduled(tx, sourceId, perRun);
  if (found.length === 0) return false;
  await store.expect(
    tx,
    found.map((one) => ({ sourceId: one.sourceId, expected: expectedAfter(one, one.countedFrom) })),
  );
  return found.length === perRun;
}
