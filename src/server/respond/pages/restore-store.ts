/** After a restore: what was being said when the backup was made is old news, and nobody is paged for it again. */
import { type Queryable, run } from '../../platform/db/database.ts';
import { acknowledgeRestored } from '../page-life/life-store.ts';

/**
 * Voids every notification that is under way and takes the open pages off the clock: acknowledged by the restore, so
 * that giving one up pages it anew. Returns sentences for the operator.
 */
export async function settleRestoredPages(tx: Queryable): Promise<string[]> {
  await run(
    tx,
    `update notifications set state = 'void', outcome = 'restored', lease_until = null, lease_token = null,
       finished_at = evenkeel.now() where state in ('pending', 'sending')`,
  );
  const pages = await acknowledgeRestored(tx);
  return pages.map(({ id, title }) => `Not paged again: page ${id}, ${title}`);
}
