import type { Refusal } from '../../../domain/directory/entry.ts';
import type { Exchange } from '../../platform/auth/sign-in.ts';
import type { Database } from '../../platform/db/database.ts';
import { applyEntry, type ProvenIdentity } from '../entry/apply.ts';
import { recordSignIn, type SignInPorts } from './actions.ts';

/**
 * Signs in whom the provider has identified. The first time, the verified address decides who that is; from then on the
 * provider's own id alone, so that whoever is given somebody's address later does not become that person.
 */
export async function enterBySingleSignOn(
  db: Database,
  ports: SignInPorts,
  exchange: Exchange,
  identity: ProvenIdentity,
): Promise<'signed-in' | Refusal> {
  const entry = await applyEntry(db, identity);
  if ('outcome' in entry) {
    ports.security.note(exchange.request, 'single_sign_on.refused', { subject: identity.email ?? '' });
    return entry.reason;
  }
  const result = await ports.signIn.asUser(exchange, entry.userId);
  if (result.status === 'signed-in') await recordSignIn(db, ports, exchange, result, 'single sign-on');
  return 'signed-in';
}
