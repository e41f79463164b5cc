import { type Queryable, row } from './db/database.ts';

/** Reads a value of this installation, or stores `fresh` when there is none: all nodes end up with the same one. */
export async function readOrStoreSetting<T>(db: Queryable, name: string, fresh: () => T): Promise<T> {
  const found = await row<{ value: T }>(db, 'select value from settings where name = $1', [name]);
  if (found) return found.value;
  await db.query('insert into settings (name, value) values ($1, $2) on conflict do nothing', [
    name,
    JSON.stringify(fresh()),
  ]);
  return (await row<{ value: T }>(db, 'select value from settings where name = $1', [name]))!.value;
}
