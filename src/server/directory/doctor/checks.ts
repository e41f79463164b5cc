import type { Database } from '../../platform/db/database.ts';
import { type Check, fault, listCheck, ok, warning } from '../../platform/doctor/check.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { settingsContext } from '../contact-methods/reachability.ts';
import * as store from './store.ts';

export function directoryChecks(db: Database, keyring: Keyring): Check[] {
  return [
    listCheck('services', 'Every service has an escalation policy.', async () =>
      (await store.servicesWithoutPolicy(db)).map(
        (name) => `Nobody is paged for ${name}: it has no escalation policy.`,
      ),
    ),
    {
      name: 'admins',
      run: async () =>
        (await store.hasAdmin(db))
          ? ok('Somebody can sign in as an admin.')
          : warning('Nobody has signed in as an admin yet: use the set-up link that the start prints.'),
    },
    {
      name: 'sealed contact methods',
      async run() {
        const lost = (await store.sealedSamples(db)).filter(({ id, settings }) => !opens(keyring, id, settings));
        if (lost.length === 0) return ok('All contact methods can be read.');
        const count = lost.reduce((sum, sample) => sum + sample.count, 0);
        return fault(`${count} contact methods cannot be read: the key they were sealed under is not there.`);
      },
    },
  ];
}

function opens(keyring: Keyring, id: number, sealed: string): boolean {
  try {
    keyring.open(sealed, settingsContext(id));
    return true;
  } catch {
    return false;
  }
}
