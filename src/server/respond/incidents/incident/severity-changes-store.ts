import { type Queryable, run } from '../../../platform/db/database.ts';

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
