/** After a restore: the rooms have been told, or it is old news. */
import { type Queryable, run } from '../../platform/db/database.ts';
import { passRestored } from '../event-log.ts';

export async function settleRestoredThreads(tx: Queryable): Promise<string[]> {
  await run(tx, 'delete from thread_lines');
  await passRestored(tx, 'thread_cursor');
  return [];
}
