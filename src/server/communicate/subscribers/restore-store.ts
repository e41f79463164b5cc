/** After a restore: what was about to be mailed when the backup was made is old news, and no customer is mailed it now. */
import { type Queryable, run } from '../../platform/db/database.ts';

/** Answers sentences for the operator. */
export async function settleRestoredMails(tx: Queryable): Promise<string[]> {
  const voided = await run(
    tx,
    `update subscriber_mails set state = 'void', outcome = 'restored', lease_until = null, lease_token = null,
       finished_at = evenkeel.now() where state in ('pending', 'sending')`,
  );
  return voided === 0 ? [] : [`Mails to subscribers of the status page that were waiting and are not sent: ${voided}.`];
}
