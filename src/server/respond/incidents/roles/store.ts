import { type Queryable, rows, run } from '../../../platform/db/database.ts';

export type Holding = {
  id: number;
  personId: number;
  personName: string;
  offeredToId: number | null;
  offeredToName: string | null;
};

/** Who holds this role now. */
export async function listHoldings(db: Queryable, incidentId: number, role: string): Promise<Holding[]> {
  return rows(
    db,
    `select r.id, r.person_id, p.name as person_name, r.offered_to_id, o.name as offered_to_name
     from incident_roles r join people p on p.id = r.person_id left join people o on o.id = r.offered_to_id
     where r.incident_id = $1 and r.role = $2 and r.renounced_at is null order by r.id`,
    [incidentId, role],
  );
}

export async function insertHolding(
  tx: Queryable,
  holding: { incidentId: number; role: string; personId: number; assignedBy: unknown },
): Promise<void> {
  await run(tx, 'insert into incident_roles (incident_id, role, person_id, assigned_by) values ($1, $2, $3, $4)', [
    holding.incidentId,
    holding.role,
    holding.personId,
    JSON.stringify(holding.assignedBy),
  ]);
}

export async function endHolding(tx: Queryable, id: number): Promise<void> {
  await run(
    tx,
    'update incident_roles set renounced_at = evenkeel.now(), offered_to_id = null, offered_at = null where id = $1',
    [id],
  );
}

/** `personId` null takes the offer back. */
export async function setOffer(tx: Queryable, id: number, personId: number | null): Promise<void> {
  await run(
    tx,
    `update incident_roles set offered_to_id = $2, offered_at = case when $2::bigint is not null then evenkeel.now() end
     where id = $1`,
    [id, personId],
  );
}
