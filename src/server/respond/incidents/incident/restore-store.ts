/** After a restore: clocks that ran out while nothing ran remind nobody, what waited in the outboxes is not sent, and old alerts declare nothing. */
import { type Queryable, run } from '../../../platform/db/database.ts';
import { voidRestoredMails } from '../../outbox/outbox.ts';

/** Returns sentences for the operator. */
export async function settleRestoredIncidents(tx: Queryable): Promise<string[]> {
  const silenced = await run(
    tx,
    'update incident_timers set fired_at = evenkeel.now() where fired_at is null and due_at <= evenkeel.now()',
  );
  await voidRestoredMails(tx, 'reminder_mails');
  await voidRestoredMails(tx, 'cover_mails');
  await voidRestoredMails(tx, 'test_page_mails');
  return silenced === 0 ? [] : [`${silenced} reminders of incidents are overdue; nobody is reminded again.`];
}
