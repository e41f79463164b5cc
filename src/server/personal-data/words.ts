import { cleanWords, type PersonalWords } from '../../domain/directory/personal-data.ts';
import { settingsContext } from '../directory/contact-methods/reachability.ts';
import type { Queryable } from '../platform/db/database.ts';
import type { Keyring } from '../platform/secrets.ts';
import * as store from './store.ts';

/**
 * What says who somebody is, now and before: from the directory, their account, the identity provider, their contact
 * methods, and what the audit log says about changes of them. Contact methods whose key is lost are left out: nothing
 * else says what they held.
 */
export async function readPersonalWords(db: Queryable, keyring: Keyring, personId: number): Promise<PersonalWords> {
  const [written, methods] = [await store.readWrittenWords(db, personId), await store.readSettings(db, personId)];
  const settings = methods.flatMap(({ id, settings: sealed }) => {
    try {
      return textsIn(JSON.parse(keyring.open(sealed, settingsContext(id)).reveal()));
    } catch {
      return [];
    }
  });
  const all = [...written, ...settings.map((word) => ({ kind: 'other', word }))];
  const isAddress = (word: string) => /^[^\s@]+@[^\s@]+$/.test(word);
  return cleanWords(
    {
      names: all.filter(({ kind, word }) => kind === 'name' && !isAddress(word)).map(({ word }) => word),
      addresses: all.filter(({ word }) => isAddress(word)).map(({ word }) => word),
      others: all.filter(({ kind, word }) => kind === 'other' && !isAddress(word)).map(({ word }) => word),
    },
    personId,
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
