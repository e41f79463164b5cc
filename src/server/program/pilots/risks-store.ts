import type { Pilot, RiskInput } from '../../../contract/program/pilots.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type RiskRow = Pilot['risks'][number] & { pilotId: number; removedAt: Date | null };

const columns = `k.id, k.pilot_id, k.title, k.likelihood, k.impact, k.response, k.state, k.removed_at,
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner`;

/** Those that are still ahead first, and of these the worst. */
export async function listRisks(db: Queryable, pilotIds: number[]): Promise<RiskRow[]> {
  const level = (column: string) => `array_position(array['low', 'medium', 'high'], ${column})`;
  return rows(
    db,
    `select ${columns} from pilot_risks k left join people o on o.id = k.owner_id
     where k.pilot_id = any ($1::bigint[]) and k.removed_at is null
     order by k.pilot_id, k.state = 'closed', ${level('k.likelihood')} * ${level('k.impact')} desc, k.id limit 1000`,
    [pilotIds],
  );
}

export async function loadRisk(db: Queryable, pilotId: number, id: number): Promise<RiskRow | null> {
  return row(
    db,
    `select ${columns} from pilot_risks k left join people o on o.id = k.owner_id where k.pilot_id = $1 and k.id = $2`,
    [pilotId, id],
  );
}

export async function countRisks(db: Queryable, pilotId: number): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    'select count(*)::int as count from pilot_risks where pilot_id = $1 and removed_at is null',
    [pilotId],
  );
  return found!.count;
}

export async function insertRisk(tx: Queryable, pilotId: number, risk: RiskInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into pilot_risks (pilot_id, title, likelihood, impact, response, state, owner_id)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [pilotId, risk.title, risk.likelihood, risk.impact, risk.response, risk.state, risk.ownerId],
  );
  return inserted!.id;
}

export async function setRisk(tx: Queryable, id: number, risk: RiskInput): Promise<void> {
  await run(
    tx,
    `update pilot_risks set title = $2, likelihood = $3, impact = $4, response = $5, state = $6, owner_id = $7
     where id = $1`,
    [id, risk.title, risk.likelihood, risk.impact, risk.response, risk.state, risk.ownerId],
  );
}

export async function setRiskRemoved(tx: Queryable, id: number, isRemoved: boolean): Promise<void> {
  await run(tx, 'update pilot_risks set removed_at = case when $2 then evenkeel.now() end where id = $1', [
    id,
    isRemoved,
  ]);
}
