/**
 * Secrets that this installation makes for itself, such as the key of the links in notifications: made once, sealed,
 * the same on all nodes.
 */
import { randomBytes } from 'node:crypto';
import type { Queryable } from './db/database.ts';
import { SecretProblem } from './secret-problem.ts';
import { type Keyring, Secret } from './secrets.ts';
import type { SecretName } from './settings/registry.ts';
import { isStored, readOrMake } from './settings/store.ts';

export type InstallationSecret = {
  /** What new links are made with. */
  current: Secret;
  /** What links may have been made with, `current` first. */
  accepted: Secret[];
  /** Whether the original cannot be opened and another one stands in for it. */
  isStandIn: boolean;
};

const contextOf = (name: string) => `settings.value.${name}`;
const makeSecret = () => randomBytes(32).toString('base64');

/**
 * Loads the secret, or makes it at the first start. When the key that sealed it is not there, a stand-in is used and
 * the original is left alone for the day the key is back: with another key at hand the stand-in is stored beside it and
 * shared by all nodes; without any key it lives in this process only.
 */
export async function loadInstallationSecret(
  db: Queryable,
  keyring: Keyring,
  name: SecretName,
): Promise<InstallationSecret> {
  const { currentKeyId } = keyring;
  const load = async (name: SecretName | `${SecretName}:${string}`, fresh: () => string | Secret) => {
    const { sealed } = await readOrMake(db, name, () => ({ sealed: keyring.seal(fresh(), contextOf(name)) }));
    return keyring.open(sealed, contextOf(name));
  };
  const standInName = `${name}:${currentKeyId}` as const;
  const hasStandIn = currentKeyId !== null && (await isStored(db, standInName));
  const standIn = hasStandIn ? await load(standInName, makeSecret).catch(lost) : null;
  const original = await load(name, () => standIn ?? makeSecret()).catch(lost);
  if (original) return { current: original, accepted: standIn ? [original, standIn] : [original], isStandIn: false };
  const current = currentKeyId === null ? new Secret(makeSecret()) : (standIn ?? (await load(standInName, makeSecret)));
  return { current, accepted: [current], isStandIn: true };
}

function lost(error: unknown): null {
  if (error instanceof SecretProblem) return null;
  throw error;
}
