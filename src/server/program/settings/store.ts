import { type Queryable, run } from '../../platform/db/database.ts';

export async function removeSetting(tx: Queryable, name: string): Promise<void> {
  await run(tx, 'delete from settings where name = $1', [name]);
}
