import { type Queryable, row } from '../../platform/db/database.ts';

/** Of these policies, whether all exist. */
export async function policiesExist(db: Queryable, ids: number[]): Promise<boolean> {
  const found = await row<{ count: number }>(
    db,
    'select count(*) from escalation_policies where id = any ($1::bigint[])',
    [ids],
  );
  return found!.count === new Set(ids).size;
}
