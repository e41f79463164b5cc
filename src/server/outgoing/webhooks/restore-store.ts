/** After a restore: what was about to be sent when the backup was made waits until somebody wants it sent. */
import { type Queryable, run } from '../../platform/db/database.ts';
import { passRestored } from '../event-log.ts';

/** @returns sentences for the operator */
export async function settleRestoredDeliveries(tx: Queryable): Promise<string[]> {
  const held = await run(
    tx,
    `update outgoing_deliveries set state = 'held', outcome = 'restored from a backup', lease_until = null, lease_token = null,
       finished_at = evenkeel.now() where state in ('pending', 'sending')`,
  );
  await passRestored(tx, 'outgoing_cursor');
  return held === 0
    ? []
    : [`Waiting deliveries of outgoing webhooks, which are sent only when they are replayed: ${held}.`];
}
