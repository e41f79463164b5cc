import type { Service, ServiceInput } from '../../../contract/directory/services.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';

type ServiceRow = Omit<Service, 'createdAt'> & { createdAt: Date };

const columns = 'id, slug, name, description, team_id, tier, escalation_policy_id, version, created_at';
const byName = nameList('name', 'slug', 'id');

export async function listServices(
  db: Queryable,
  query: NameListQuery & { teamId?: number | undefined; escalationPolicyId?: number | undefined },
) {
  const found = await rows<ServiceRow>(
    db,
    `select ${columns} from services
     where ${byName.where} and ($8::bigint is null or team_id = $8)
       and ($9::bigint is null or escalation_policy_id = $9)
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.teamId ?? null, query.escalationPolicyId ?? null],
  );
  return pageOfNames(found, query, ({ name, id, slug }) => [name, id, slug]);
}

export async function loadService(db: Queryable, id: number): Promise<ServiceRow | null> {
  return row<ServiceRow>(db, `select ${columns} from services where id = $1`, [id]);
}

const values = (service: ServiceInput) => [
  service.slug,
  service.name,
  service.description,
  service.teamId,
  service.tier,
  service.escalationPolicyId,
];

export async function insertService(tx: Queryable, service: ServiceInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into services (slug, name, description, team_id, tier, escalation_policy_id)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    values(service),
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateService(
  tx: Queryable,
  id: number,
  service: ServiceInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update services set slug = $1, name = $2, description = $3, team_id = $4, tier = $5, escalation_policy_id = $6,
       version = version + 1
     where id = $7 and ($8::int is null or version = $8)`,
    [...values(service), id, version ?? null],
  );
  return updated === 1;
}

export async function deleteService(tx: Queryable, id: number): Promise<boolean> {
  return (await run(tx, 'delete from services where id = $1', [id])) === 1;
}
