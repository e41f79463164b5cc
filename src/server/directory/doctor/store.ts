import { type Queryable, row, rows } from '../../platform/db/database.ts';

/** Names of services that nobody would be asked for, at most twenty. */
export async function servicesWithoutPolicy(db: Queryable): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select name from services where escalation_policy_id is null
       and not exists (select from settings where name = 'catch_all_policy') order by name limit 20`,
  );
  return found.map(({ name }) => name);
}

export async function hasAdmin(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    "select exists (select from people where role = 'admin' and disabled_at is null and auth_user_id is not null) as found",
  );
  return found!.found;
}
