/** The keyring of a start: a database in which nothing is sealed yet may get a new key, any other one never. */
import path from 'node:path';
import type { Config } from '../config.ts';
import type { Queryable } from '../platform/db/database.ts';
import { isAnyNodeRunning } from '../platform/nodes.ts';
import { type Keyring, loadKeyring, loadKeyringOrNone } from '../platform/secrets.ts';
import { StartProblem } from '../platform/start-problem.ts';
import { sentenceOfLost } from './actions.ts';
import { countSealedValues } from './store.ts';

/**
 * A node that can open nothing of what is sealed would start beside others that can: sessions would hold on every second
 * request only, and what it seals would be lost to them. Alone, it starts in part, for pages go before secrets.
 * @returns the keys, and one sentence when something that is sealed cannot be opened with them
 * @throws SecretProblem for a key that is given by the environment and is none
 * @throws StartProblem for a key that opens nothing while other nodes are running
 */
export async function loadKeyringFor(
  db: Queryable,
  config: Pick<Config, 'secretKey' | 'dataDir'>,
): Promise<{ keyring: Keyring; warning: string | null }> {
  const keyFile = path.join(config.dataDir, 'secret.key');
  const counts = await countSealedValues(db);
  const isFirstStart = counts.length === 0;
  const { keyring, problem } = isFirstStart
    ? { keyring: loadKeyring({ key: config.secretKey, keyFile }), problem: null }
    : loadKeyringOrNone({ key: config.secretKey, keyFile });
  const lost = counts.filter(({ keyId }) => !keyring.has(keyId));
  const what = sentenceOfLost(lost);
  if (what === null) return { keyring, warning: null };
  const ids = [...new Set(lost.map(({ keyId }) => keyId))];
  const keyIds = ids.join(', ');
  const needed = `the ${ids.length === 1 ? 'key' : 'keys'} ${keyIds}`;
  if (lost.length === counts.length && (await isAnyNodeRunning(db))) {
    const own = problem ? `no secret key (${problem.message})` : `the secret key ${keyring.currentKeyId}`;
    throw new StartProblem(
      `This node has ${own}, but ${what} of the database are sealed under ${needed}, and other nodes are running: give this node the same key as them, as ${keyFile} or EVENKEEL_SECRET_KEY.`,
    );
  }
  const why = problem ? `${problem.message}` : `they are sealed under the key ${keyIds}, which is not loaded`;
  return {
    keyring,
    warning: `Evenkeel is starting with limited function: ${what} cannot be opened, because ${why}. Put ${needed} back as ${keyFile} or EVENKEEL_SECRET_KEY and restart. Until then, people whose contact methods cannot be opened are paged by e-mail at the address of their account, if there is a mail server.`,
  };
}
