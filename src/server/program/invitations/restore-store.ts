/** After a restore: invitations that waited went out after the backup was made, or can be sent again by hand. */
import type { Queryable } from '../../platform/db/database.ts';
import { voidRestoredMails } from '../../respond/outbox/outbox.ts';

/** @returns sentences for the operator */
export async function settleRestoredInvitations(tx: Queryable): Promise<string[]> {
  const voided = await voidRestoredMails(tx, 'review_mails');
  return voided === 0 ? [] : [`Waiting invitations to quarterly reviews, which will not be sent: ${voided}.`];
}
