import { type Queryable, rows } from '../platform/db/database.ts';

/** Names of services or teams by their ids as text. */
export async function loadNames(db: Queryable, of: 'service' | 'team', ids: readonly number[]) {
  const table = of === 'service' ? 'services' : 'teams';
  const found = await rows<{ id: number; name: string }>(
    db,
    `select id, name from ${table} where id = any ($1::bigint[])`,
    [ids],
  );
  return new Map(found.map(({ id, name }) => [String(id), name]));
}
