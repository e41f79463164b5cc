import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type Database, row, run } from '../db/database.ts';
import { loadInstallationSecret } from '../installation-secret.ts';
import { SecretProblem } from '../secret-problem.ts';
import type { Keyring } from '../secrets.ts';
import { secretNames } from '../settings/registry.ts';

const context = 'installation.sign_in_secret.1';

/**
 * The secret that signs cookies and encrypts second factors: one for all nodes, made at the first start, sealed.
 * Without the key that sealed it nobody's session or second factor can be trusted, but pages must still go out: a
 * stand-in is used, so that everyone has to sign in again, and the log says so loudly.
 */
export async function loadSignInSecret(db: Database, keyring: Keyring, log: Logger): Promise<string> {
  try {
    return keyring.open((await readStored(db)) ?? (await storeFresh(db, keyring)), context).reveal();
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    log.error({ err: error }, 'the sign-in secret cannot be opened: everyone has to sign in again, without codes');
    return (await loadInstallationSecret(db, keyring, secretNames.signIn)).current.reveal();
  }
}

async function storeFresh(db: Database, keyring: Keyring): Promise<string> {
  const fresh = keyring.seal(randomBytes(32).toString('base64url'), context);
  // Of several nodes that start at once the first write stays.
  await run(db, 'update installation set sign_in_secret = $1 where sign_in_secret is null', [fresh]);
  return (await readStored(db))!;
}

async function readStored(db: Database): Promise<string | null> {
  return (await row<{ signInSecret: string | null }>(db, 'select sign_in_secret from installation'))!.signInSecret;
}
