import { type Queryable, rows, run } from '../../platform/db/database.ts';

export type ReviewerRow = {
  person: { id: number; name: string };
  approvedAt: Date | null;
  approvedVersion: number | null;
};

export function listReviewers(db: Queryable, id: number): Promise<ReviewerRow[]> {
  return rows(
    db,
    `select jsonb_build_object('id', p.id, 'name', p.name) as person, r.approved_at, r.approved_version
     from postmortem_reviewers r join people p on p.id = r.person_id where r.incident_id = $1 order by p.name, p.id`,
    [id],
  );
}

/** Those who stay keep their approval. */
export async function replaceReviewers(tx: Queryable, id: number, personIds: number[]): Promise<void> {
  await run(tx, 'delete from postmortem_reviewers where incident_id = $1 and person_id <> all ($2::bigint[])', [
    id,
    personIds,
  ]);
  await run(
    tx,
    `insert into postmortem_reviewers (incident_id, person_id) select $1, unnest($2::bigint[]) on conflict do nothing`,
    [id, personIds],
  );
}

export async function setApproval(tx: Queryable, id: number, personId: number, version: number): Promise<void> {
  await run(
    tx,
    `update postmortem_reviewers set approved_at = evenkeel.now(), approved_version = $3
     where incident_id = $1 and person_id = $2`,
    [id, personId, version],
  );
}

export async function clearApprovals(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update postmortem_reviewers set approved_at = null, approved_version = null where incident_id = $1', [
    id,
  ]);
}
