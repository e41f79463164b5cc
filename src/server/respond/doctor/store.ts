import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

/** Policies that somebody would be paged by, those of services first. */
export function policiesInUse(
  db: Queryable,
  limit: number,
): Promise<{ name: string; definition: EscalationDefinition }[]> {
  return rows(
    db,
    `select name, coalesce(e.full_definition, e.definition) as definition from escalation_policies e
     order by not exists (select from services s where s.escalation_policy_id = e.id), name limit $1`,
    [limit],
  );
}

export async function scheduleNames(db: Queryable, ids: number[]): Promise<Map<number, string>> {
  const found = await rows<{ id: number; name: string }>(db, 'select id, name from schedules where id = any ($1)', [
    ids,
  ]);
  return new Map(found.map(({ id, name }) => [id, name]));
}
