import { system } from '../../platform/auth/actor.ts';
import type { Exchange } from '../../platform/auth/sign-in.ts';
import { findLinkedUser, hasLink, linkUser } from '../../platform/auth/store.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { giveAccess } from '../people/password-links.ts';
import { findPersonByEmail, loadAccessByAuthUser, lockAccess } from '../people/store.ts';
import { recordSignIn, type SignInPorts } from './actions.ts';

/** Why a single sign-on did not end in a session, as the sign-in page is told. */
export type SingleSignOnFailure = 'failed' | 'not_invited';

/**
 * Signs in whom the provider has identified. Who is not in the directory stays out: the provider says who somebody
 * is, an admin says who may enter. The first time, the verified address decides; from then on the provider's own id
 * alone, so that whoever is given somebody's address later does not become that person. Another address drops the link.
 */
export async function enterBySingleSignOn(
  db: Context['db'],
  ports: SignInPorts,
  exchange: Exchange,
  identity: { issuer: string; subject: string; email: string | null },
): Promise<'signed-in' | SingleSignOnFailure> {
  const providerId = `oidc ${identity.issuer}`;
  const userId =
    (await findLinkedUser(db, providerId, identity.subject)) ??
    (identity.email === null ? null : await linkByEmail(db, providerId, identity.subject, identity.email));
  const person = userId === null ? null : await loadAccessByAuthUser(db, userId);
  if (userId === null || person === null || person.disabledAt !== null) {
    ports.security.note(exchange.request, 'single_sign_on.refused', { subject: identity.email ?? '' });
    return 'not_invited';
  }
  const result = await ports.signIn.asUser(exchange, userId);
  if (result.status === 'signed-in') await recordSignIn(db, ports, exchange, result, 'single sign-on');
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
    if (await hasLink(tx, userId, providerId)) return null;
    await linkUser(tx, userId, providerId, subject);
    await recordEvent(tx, system, 'person.singleSignOnLinked', person.id, {
      provider: providerId.replace(/^oidc /, ''),
      subject,
    });
    return userId;
  });
}
