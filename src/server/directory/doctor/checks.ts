import type { Database } from '../../platform/db/database.ts';
import { type Check, ok, warning } from '../../platform/doctor/check.ts';
import * as store from './store.ts';

export function directoryChecks(db: Database): Check[] {
  return [
    {
      name: 'admins',
      run: async () =>
        (await store.hasAdmin(db))
          ? ok('Somebody can sign in as an admin.')
          : warning('Nobody has signed in as an admin yet: use the setup link that Evenkeel prints at startup.'),
    },
  ];
}
