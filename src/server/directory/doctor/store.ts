import { type Queryable, row } from '../../platform/db/database.ts';

export async function hasAdmin(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    "select exists (select from people where role = 'admin' and disabled_at is null and auth_user_id is not null) as found",
  );
  return found!.found;
}
