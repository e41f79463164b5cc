/** After a restore: what waited when the backup was made was told long ago, or is old news. */
import { type Queryable, run } from '../../platform/db/database.ts';
import { passRestored } from '../event-log.ts';

/** @returns sentences for the operator */
export async function settleRestoredCalls(tx: Queryable): Promise<string[]> {
  const dropped = await run(
    tx,
    `update close_back_calls set state = 'skipped', outcome = 'restored from a backup', lease_until = null, lease_token = null,
       finished_at = evenkeel.now() where state in ('pending', 'sending')`,
  );
  await passRestored(tx, 'close_back_cursor');
  return dropped === 0 ? [] : [`Senders that are not told what people did about their alerts: ${dropped} calls.`];
}
