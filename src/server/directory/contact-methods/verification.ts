/** Proof that a person receives what is sent to a contact method: a short code, for ten minutes, five tries, one use. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { ContactMethodPorts } from './actions.ts';
import type { SendResult } from './channels.ts';
import { openContactMethod, requireContactMethod } from './reachability.ts';
import * as store from './store.ts';

const lifeSeconds = 600;
const maxTries = 5;

const hashOf = (id: number, code: string) => createHash('sha256').update(`${id} ${code}`).digest();

/**
 * Sends a fresh code; an earlier one stops working.
 * @throws Problem `too_many_requests` within a minute after the last one
 */
export async function sendVerification(
  ctx: Context,
  { channels, keyring, publicUrl }: ContactMethodPorts & { publicUrl: () => string },
  id: number,
): Promise<SendResult> {
  const personId = requirePerson(ctx);
  const method = await requireContactMethod(ctx.db, personId, id);
  const opened = await openContactMethod(ctx.db, keyring, id);
  if (!opened) throw problem('not_found');
  // Both outlive the row: who removes and adds a contact method again does not begin anew.
  await takeAttempt(
    ctx.db,
    [
      { purpose: 'verification of person', of: String(personId), most: 10, windowSeconds: 3_600 },
      { purpose: 'verification to', of: addressOf(opened), most: 5, windowSeconds: 3_600 },
    ],
    'Too many codes were sent. Request another one in an hour.',
  );
  const code = randomInt(0, 100_000_000).toString().padStart(8, '0');
  if (!(await store.startVerification(ctx.db, id, hashOf(id, code), lifeSeconds)))
    throw problem('too_many_requests', 'A code was just sent. Request another one in a minute.');
  const link = `${publicUrl()}/me/contact-methods?verify=${id}#${code}`;
  // A name is free text, and whoever reads this address has not said yet that it is theirs.
  const recipientName = method.verifiedAt !== null && 'name' in ctx.actor ? ctx.actor.name : '';
  const result = await channels.sendVerification({ ...opened, code, link, recipientName });
  await store.setOutcome(ctx.db, id, result.sent ? 'verification sent' : result.reason.slice(0, 300));
  return result;
}

/** What the message is sent to, the same however it was written. */
export function addressOf({ channel, settings }: { channel: string; settings: Record<string, unknown> }): string {
  const { secret: _secret, label: _label, ...rest } = settings;
  return `${channel} ${JSON.stringify(rest).toLowerCase()}`;
}

/** @throws Problem `code_not_valid`, the same for a wrong, late, used and worn-out code */
export async function verify(ctx: Context, id: number, code: string) {
  const personId = requirePerson(ctx);
  await requireContactMethod(ctx.db, personId, id);
  // Counted outside the transaction below, so that a failure cannot roll the try back.
  const expected = await store.takeVerificationTry(ctx.db, id, maxTries);
  const given = hashOf(id, code);
  if (expected === null || !timingSafeEqual(expected, given)) throw problem('code_not_valid');
  return transaction(ctx.db, async (tx) => {
    if (!(await store.finishVerification(tx, id, given))) throw problem('code_not_valid');
    await recordEvent(tx, ctx.actor, 'contactMethod.verified', id, { personId });
    return requireContactMethod(tx, personId, id);
  });
}
