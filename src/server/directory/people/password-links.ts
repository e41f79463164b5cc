/** What an invitation and a forgotten password share: a link with which one person chooses a password, once. */
import { problem } from '../../../contract/errors.ts';
import {
  issueOneTimeToken,
  type OneTimeToken,
  readOneTimeToken,
  revokeOneTimeTokens,
  takeOneTimeToken,
} from '../../platform/auth/one-time.ts';
import { deleteSessions, insertUser, setPasswordHash } from '../../platform/auth/store.ts';
import type { Queryable, Transaction } from '../../platform/db/database.ts';
import * as store from './store.ts';

export type PasswordLink = 'invitation' | 'password-reset';

const lifeSeconds = { invitation: 7 * 86_400, 'password-reset': 3_600 } as const;

/** Makes a token; the person's earlier ones of this kind stop working. */
export async function issueLink(
  tx: Transaction,
  kind: PasswordLink,
  person: store.PersonAccess,
): Promise<{ token: string; expiresAt: Date }> {
  await revokeOneTimeTokens(tx, kind, person.id);
  const data = { email: person.email };
  return issueOneTimeToken(tx, kind, { personId: person.id, data, lifeSeconds: lifeSeconds[kind] });
}

/** Whom the link is for. @throws Problem `link_not_valid` when it was used, replaced, has expired or was for another address */
export async function readLink(db: Queryable, kind: PasswordLink, token: string): Promise<store.PersonAccess> {
  return personOf(db, await readOneTimeToken(db, kind, token));
}

/** As `readLink`, and uses it up. */
export async function takeLink(tx: Transaction, kind: PasswordLink, token: string): Promise<store.PersonAccess> {
  return personOf(tx, await takeOneTimeToken(tx, kind, token));
}

/**
 * Gives the person a sign-in user with this password, or their user this password. Every session ends, and every other
 * link that is still under way. @returns the user's id
 */
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
  if (given.passwordHash !== null) {
    await setPasswordHash(tx, person.authUserId, given.passwordHash);
    for (const kind of ['invitation', 'password-reset'] as const) await revokeOneTimeTokens(tx, kind, person.id);
  }
  await deleteSessions(tx, person.authUserId);
  return person.authUserId;
}

async function personOf(db: Queryable, token: OneTimeToken | null): Promise<store.PersonAccess> {
  const person = token?.personId ? await store.lockAccess(db, token.personId) : null;
  if (!person || person.disabledAt !== null || person.email !== token?.data.email) throw problem('link_not_valid');
  return person;
}
