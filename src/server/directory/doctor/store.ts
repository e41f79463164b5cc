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

/** One contact method for each key that settings were sealed under. */
export async function sealedSamples(db: Queryable): Promise<{ id: number; settings: string; count: number }[]> {
  return rows(
    db,
    `select min(id) as id, (array_agg(settings order by id))[1] as settings, count(*)::int as count
     from contact_methods group by split_part(settings, '.', 2) limit 20`,
  );
}

export async function hasAdmin(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    "select exists (select from people where role = 'admin' and disabled_at is null and auth_user_id is not null) as found",
  );
  return found!.found;
}
