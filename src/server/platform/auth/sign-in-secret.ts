import { randomBytes } from 'node:crypto';
import { type Database, row, run } from '../db/database.ts';
import type { Keyring } from '../secrets.ts';

const context = 'installation.sign_in_secret.1';

/**
 * The secret that signs cookies and encrypts second factors: one for all nodes, made at the first start, sealed.
 * @throws SecretProblem when the key that sealed it is not loaded
 */
export async function loadSignInSecret(db: Database, keyring: Keyring): Promise<string> {
  const fresh = keyring.seal(randomBytes(32).toString('base64url'), context);
  // Of several nodes that start at once the first write stays.
  await run(db, 'update installation set sign_in_secret = $1 where sign_in_secret is null', [fresh]);
  const found = await row<{ signInSecret: string }>(db, 'select sign_in_secret from installation');
  return keyring.open(found!.signInSecret, context).reveal();
}
