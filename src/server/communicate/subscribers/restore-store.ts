/** After a restore: what was about to be mailed when the backup was made is old news, and no customer is mailed it now. */
import type { Queryable } from '../../platform/db/database.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';

/** @returns sentences for the operator */
export async function settleRestoredMails(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'subscriber_mails');
  return voided === 0 ? [] : [`Waiting e-mails to status page subscribers, which will not be sent: ${voided}.`];
}
