import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type ActorName = { kind: string; name: string; personId?: number };

export type RunRow = {
  id: number;
  runbookId: number;
  incidentId: number;
  runbookVersion: number;
  title: string;
  body: string;
  openedBy: ActorName;
  openedAt: Date;
  isOutdated: boolean;
  ticks: { stepId: string; tickedBy: ActorName; tickedAt: string }[];
};

const columns = `u.id, u.runbook_id, u.incident_id, u.version as runbook_version, v.title, v.body, u.opened_by, u.opened_at,
  r.version <> u.version as is_outdated,
  coalesce((select jsonb_agg(jsonb_build_object('stepId', k.step_id, 'tickedBy', k.ticked_by, 'tickedAt', k.ticked_at))
    from runbook_ticks k where k.run_id = u.id), '[]') as ticks`;
const joined = `runbook_runs u join runbook_versions v on v.runbook_id = u.runbook_id and v.version = u.version
  join runbooks r on r.id = u.runbook_id`;

export async function listRuns(db: Queryable, incidentId: number): Promise<RunRow[]> {
  return rows<RunRow>(db, `select ${columns} from ${joined} where u.incident_id = $1 order by u.id limit 20`, [
    incidentId,
  ]);
}

export async function loadRun(db: Queryable, id: number): Promise<RunRow | null> {
  return row<RunRow>(db, `select ${columns} from ${joined} where u.id = $1`, [id]);
}

/** The run, and whether this call opened it. */
export async function openRun(
  tx: Queryable,
  runbookId: number,
  version: number,
  incidentId: number,
  openedBy: unknown,
): Promise<{ id: number; isNew: boolean }> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into runbook_runs (runbook_id, version, incident_id, opened_by) values ($1, $2, $3, $4)
     on conflict (incident_id, runbook_id) do nothing returning id`,
    [runbookId, version, incidentId, JSON.stringify(openedBy)],
  );
  if (inserted) return { id: inserted.id, isNew: true };
  const found = await row<{ id: number }>(
    tx,
    'select id from runbook_runs where incident_id = $1 and runbook_id = $2',
    [incidentId, runbookId],
  );
  return { id: found!.id, isNew: false };
}

/** False when it was ticked already. */
export async function tick(tx: Queryable, runId: number, stepId: string, tickedBy: unknown): Promise<boolean> {
  const ticked = await run(
    tx,
    'insert into runbook_ticks (run_id, step_id, ticked_by) values ($1, $2, $3) on conflict do nothing',
    [runId, stepId, JSON.stringify(tickedBy)],
  );
  return ticked === 1;
}

/** False when it was not ticked. */
export async function untick(tx: Queryable, runId: number, stepId: string): Promise<boolean> {
  return (await run(tx, 'delete from runbook_ticks where run_id = $1 and step_id = $2', [runId, stepId])) === 1;
}
