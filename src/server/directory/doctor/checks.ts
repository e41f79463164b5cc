import type { Database } from '../../platform/db/database.ts';
import { type Check, ok, warning } from '../../platform/doctor/check.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { hasProvider } from '../entry/emergency.ts';
import { listAbleAdmins } from '../entry/store.ts';
import * as store from './store.ts';

export function directoryChecks(db: Database, hasOidc: boolean): Check[] {
  return [
    {
      name: 'admins',
      run: async () =>
        (await store.hasAdmin(db))
          ? ok('Somebody can sign in as an admin.')
          : warning('Nobody has signed in as an admin yet: use the setup link that Evenkeel prints at startup.'),
    },
    {
      name: 'single sign-on',
      run: async () => {
        const { isRequired, emergencyAdminIds } = (await readSetting(db, settings.signInRules)).value;
        const isConfigured = await hasProvider(db, hasOidc);
        if (!isRequired) return ok(isConfigured ? 'A provider is configured.' : 'No provider is configured.');
        if (!isConfigured)
          return warning('Single sign-on is required, but no provider is configured: everybody signs in as before.');
        return (await listAbleAdmins(db, emergencyAdminIds)).length > 0
          ? ok('Single sign-on is required, and an emergency admin can sign in without it.')
          : warning('Single sign-on is required, and no emergency admin can sign in without it: name one.');
      },
    },
  ];
}
