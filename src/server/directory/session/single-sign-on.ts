import type { Exchange, SignIn } from '../../platform/auth/sign-in.ts';
import { findLinkedUser, linkUser } from '../../platform/auth/store.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { giveAccess } from '../people/password-links.ts';
import { findPersonByEmail, loadAccessByAuthUser, lockAccess } from '../people/store.ts';
import { recordSignIn } from './actions.ts';

/** Why a single sign-on did not end in a session, as the sign-in page is told. */
export type SingleSignOnFailure = 'failed' | 'not_invited';

/**
 * Signs in whom the provider has identified. Who is not in the directory stays out: the provider says who somebody
 * is, an admin says who may enter. The first time, the verified address decides; from then on the provider's own id.
 */
export async function enterBySingleSignOn(
  db: Context['db'],
  signIn: SignIn,
  exchange: Exchange,
  identity: { issuer: string; subject: string; email: string | null },
): Promise<'signed-in' | SingleSignOnFailure> {
  const providerId = `oidc ${identity.issuer}`;
  const userId =
    (await findLinkedUser(db, providerId, identity.subject)) ??
    (identity.email === null ? null : await linkByEmail(db, providerId, identity.subject, identity.email));
  const person = userId === null ? null : await loadAccessByAuthUser(db, userId);
  if (userId === null || person === null || person.disabledAt !== null) return 'not_invited';
  await signIn.asUser(exchange, userId);
  await recordSignIn(db, userId, 'single sign-on');
  return 'signed-in';
}

async function linkByEmail(
  db: Context['db'],
  providerId: string,
  subject: string,
  email: string,
): Promise<string | null> {
  const known = await findPersonByEmail(db, email);
  if (!known) return null;
  return transaction(db, async (tx) => {
    const person = (await lockAccess(tx, known.id))!;
    if (person.disabledAt !== null) return null;
    const userId = person.authUserId ?? (await giveAccess(tx, person, { name: person.name, passwordHash: null }));
    await linkUser(tx, userId, providerId, subject);
    return userId;
  });
}
