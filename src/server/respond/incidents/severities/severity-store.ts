import { type Queryable, row, run } from '../../../platform/db/database.ts';

/** Of these policies, whether all exist. */
export async function policiesExist(db: Queryable, ids: number[]): Promise<boolean> {
  const found = await row<{ count: number }>(
    db,
    'select count(*) from escalation_policies where id = any ($1::bigint[])',
    [ids],
  );
  return found!.count === new Set(ids).size;
}

export async function insertSeverityChange(
  tx: Queryable,
  change: { incidentId: number; from: number; to: number; reason: string; actor: unknown },
): Promise<void> {
  await run(
    tx,
    `insert into severity_changes (incident_id, from_severity, to_severity, reason, actor) values ($1, $2, $3, $4, $5)`,
    [change.incidentId, change.from, change.to, change.reason, JSON.stringify(change.actor)],
  );
}
