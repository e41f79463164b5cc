import { type Queryable, run } from '../../../platform/db/database.ts';

/** False when it is ticked already. */
export async function insertTick(tx: Queryable, incidentId: number, itemId: string, by: unknown): Promise<boolean> {
  const inserted = await run(
    tx,
    'insert into checklist_ticks (incident_id, item_id, ticked_by) values ($1, $2, $3) on conflict do nothing',
    [incidentId, itemId, JSON.stringify(by)],
  );
  return inserted === 1;
}

/** False when it is not ticked. */
export async function deleteTick(tx: Queryable, incidentId: number, itemId: string): Promise<boolean> {
  const deleted = await run(tx, 'delete from checklist_ticks where incident_id = $1 and item_id = $2', [
    incidentId,
    itemId,
  ]);
  return deleted === 1;
}
