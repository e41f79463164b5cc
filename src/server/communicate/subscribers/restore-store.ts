/** After a restore: what was about to be mailed when the backup was made is old news, and no customer is mailed it now. */
import type { Queryable } from '../../platform/db/database.ts';
import { voidRestoredRows } from '../../respond/outbox/outbox-store.ts';

/** @returns sentences for the operator */
export async function settleRestoredMails(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredRows(tx, 'subscriber_mails');
  return voided === 0 ? [] : [`Waiting e-mails to status page subscribers, which will not be sent: ${voided}.`];
}
