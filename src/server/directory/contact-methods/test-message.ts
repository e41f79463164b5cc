/** A message to see whether a contact method works, for its owner. */
import { problem } from '../../../contract/errors.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import type { ContactMethodPorts } from './actions.ts';
import type { SendResult } from './channels.ts';
import { openContactMethod, requireContactMethod } from './reachability.ts';
import * as store from './store.ts';
import { addressOf } from './verification.ts';

/** @throws Problem `state_conflict` unless it is verified and enabled, `too_many_requests` after ten in an hour */
export async function sendTest(
  ctx: Context,
  { channels, keyring }: ContactMethodPorts,
  id: number,
): Promise<SendResult> {
  const personId = requirePerson(ctx);
  const method = await requireContactMethod(ctx.db, personId, id);
  if (!method.verifiedAt) throw problem('state_conflict', 'Verify this contact method first.');
  if (method.disabledAt) throw problem('state_conflict', 'This contact method is disabled. Enable it first.');
  const opened = await openContactMethod(ctx.db, keyring, id);
  if (!opened) throw problem('not_found');
  await takeAttempt(
    ctx.db,
    [
      { purpose: 'test of person', of: String(personId), most: 20, windowSeconds: 3_600 },
      { purpose: 'test to', of: addressOf(opened), most: 10, windowSeconds: 3_600 },
    ],
    'Too many test messages were sent. Try again in an hour.',
  );
  const recipientName = 'name' in ctx.actor ? ctx.actor.name : '';
  const result = await channels.sendTest({ ...opened, label: method.label, recipientName });
  await store.setOutcome(ctx.db, id, result.sent ? 'test sent' : result.reason.slice(0, 300));
  return result;
}
