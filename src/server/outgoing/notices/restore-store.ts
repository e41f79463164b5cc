/** After a restore: what was about to be told when the backup was made is old news. */
import type { Queryable } from '../../platform/db/database.ts';
import { run } from '../../platform/db/database.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';
import { passRestored } from '../event-log.ts';

/** @returns sentences for the operator */
export async function settleRestoredNotices(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'notice_messages');
  const dropped = await run(tx, 'delete from notices where message_id is null');
  await passRestored(tx, 'notice_cursor');
  const count = voided + dropped;
  return count === 0 ? [] : [`Waiting notices to people, which will not be sent: ${count}.`];
}
