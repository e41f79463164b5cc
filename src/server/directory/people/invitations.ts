/** Links with which a person who was added chooses a password: once, for one address, for a limited time. */
import { problem } from '../../../contract/errors.ts';
import {
  issueOneTimeToken,
  type OneTimeToken,
  readOneTimeToken,
  revokeOneTimeTokens,
  takeOneTimeToken,
} from '../../platform/auth/one-time.ts';
import { hashPassword } from '../../platform/auth/sign-in.ts';
import { deleteSessions, insertUser, setPasswordHash } from '../../platform/auth/store.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

const lifeSeconds = 7 * 86_400;

export async function invitePerson(ctx: Context, id: number): Promise<{ token: string; expiresAt: Date }> {
  return transaction(ctx.db, async (tx) => {
    const person = await store.lockAccess(tx, id);
    if (!person) throw problem('not_found', `No person has the id ${id}.`);
    if (person.disabledAt !== null) throw problem('state_conflict', 'This person is disabled.');
    await revokeOneTimeTokens(tx, 'invitation', id);
    const issued = await issueOneTimeToken(tx, 'invitation', {
      personId: id,
      data: { email: person.email },
      lifeSeconds,
    });
    await recordEvent(tx, ctx.actor, { kind: 'person.invited', subjectKind: 'person', subjectId: id });
    return issued;
  });
}

/** @throws Problem `link_not_valid` */
export async function readInvitation(db: Context['db'], token: string) {
  const { email, name } = await invited(db, await readOneTimeToken(db, 'invitation', token));
  return { email, name };
}

export type Acceptance = { token: string; password: string; name?: string; timeZone?: string };

/**
 * Sets the password and ends what sessions there were. @returns the address to sign in with
 * @throws Problem `link_not_valid` when the link was used, replaced, has expired or was for another address
 */
export async function acceptInvitation(db: Context['db'], acceptance: Acceptance): Promise<{ email: string }> {
  const passwordHash = await hashPassword(acceptance.password);
  return transaction(db, async (tx) => {
    const access = await invited(tx, await takeOneTimeToken(tx, 'invitation', acceptance.token));
    const person = (await store.loadPerson(tx, access.id))!;
    const { email, role } = person;
    const name = acceptance.name ?? person.name;
    await store.updatePerson(
      tx,
      access.id,
      { email, role, name, timeZone: acceptance.timeZone ?? person.timeZone },
      undefined,
    );
    await giveAccess(tx, access, { name, passwordHash });
    const actor = { kind: 'person' as const, personId: access.id, name, role };
    await recordEvent(tx, actor, { kind: 'person.invitationAccepted', subjectKind: 'person', subjectId: access.id });
    return { email };
  });
}

/** Gives the person a sign-in user with this password, or their user this password. @returns the user's id */
export async function giveAccess(
  tx: Transaction,
  person: store.PersonAccess,
  given: { name: string; passwordHash: string | null },
): Promise<string> {
  if (person.authUserId === null) {
    const userId = await insertUser(tx, { email: person.email, ...given });
    await store.setAuthUser(tx, person.id, userId);
    return userId;
  }
  if (given.passwordHash !== null) await setPasswordHash(tx, person.authUserId, given.passwordHash);
  await deleteSessions(tx, person.authUserId);
  return person.authUserId;
}

async function invited(db: Queryable, token: OneTimeToken | null): Promise<store.PersonAccess> {
  const person = token?.personId ? await store.lockAccess(db, token.personId) : null;
  if (!person || person.disabledAt !== null || person.email !== token?.data.email) throw problem('link_not_valid');
  return person;
}
