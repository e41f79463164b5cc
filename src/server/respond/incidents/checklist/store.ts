import type { ProtocolItem } from '../../../../domain/respond/incidents/protocol.ts';
import { type Queryable, run } from '../../../platform/db/database.ts';

/** False when it is ticked already. */
export async function insertTick(
  tx: Queryable,
  incidentId: number,
  { id, phase, text, by: role }: Pick<ProtocolItem, 'id' | 'phase' | 'text' | 'by'>,
  by: unknown,
): Promise<boolean> {
  const inserted = await run(
    tx,
    `insert into checklist_ticks (incident_id, item_id, ticked_by, item) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [incidentId, id, JSON.stringify(by), JSON.stringify({ phase, text, by: role })],
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

/** Null: that of the severity. */
export async function setProtocol(tx: Queryable, incidentId: number, key: string | null): Promise<void> {
  await run(tx, 'update incidents set protocol_key = $2, version = version + 1 where id = $1', [incidentId, key]);
}
