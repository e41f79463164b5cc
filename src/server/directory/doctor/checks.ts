import type { Database } from '../../platform/db/database.ts';
import { type Check, listCheck, ok, warning } from '../../platform/doctor/check.ts';
import * as store from './store.ts';

export function directoryChecks(db: Database): Check[] {
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
  ];
}
