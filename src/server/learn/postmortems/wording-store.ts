import { type Queryable, rows } from '../../platform/db/database.ts';

const mostNames = 2_000;

/** Names of people, for the check that no name is tied to a fault. */
export async function listNames(db: Queryable): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    'select name from people order by disabled_at is not null, id limit $1',
    [mostNames],
  );
  return found.map(({ name }) => name);
}
