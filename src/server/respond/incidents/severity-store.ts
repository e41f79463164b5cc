import { type Queryable, row, run } from '../../platform/db/database.ts';

const settingName = 'severity_matrix';

export async function loadStoredMatrix(db: Queryable): Promise<{ value: unknown; version: number } | null> {
  return row(db, 'select value, version from settings where name = $1', [settingName]);
}

/** False when somebody has stored another version than the expected one (0: none) in the meantime. */
export async function storeMatrix(tx: Queryable, value: unknown, version: number | undefined): Promise<boolean> {
  const text = JSON.stringify(value);
  const updated = await run(
    tx,
    `update settings set value = $2, version = version + 1, updated_at = evenkeel.now()
     where name = $1 and ($3::int is null or version = $3)`,
    [settingName, text, version ?? null],
  );
  if (updated === 1) return true;
  if (version !== undefined && version !== 0) return false;
  return (
    (await run(tx, 'insert into settings (name, value) values ($1, $2) on conflict do nothing', [
      settingName,
      text,
    ])) === 1
  );
}

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
