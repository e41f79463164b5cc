/**
 * Emergency admins: who still signs in with a password or a passkey while single sign-on is required. There is always one
 * who can, so that a provider that is away, or was set up wrongly, locks nobody out.
 */
import { problem } from '../../../contract/errors.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { listAbleAdmins } from './store.ts';

/** How somebody may come in other than through the provider. */
export type WithoutProvider = 'open' | 'emergency' | 'refused';

export async function withoutProvider(db: Queryable, personId: number, hasOidc: boolean): Promise<WithoutProvider> {
  const { isRequired, emergencyAdminIds } = (await readSetting(db, settings.signInRules)).value;
  if (!isRequired || !(await hasProvider(db, hasOidc))) return 'open';
  if (!emergencyAdminIds.includes(personId)) return 'refused';
  return (await listAbleAdmins(db, [personId])).length > 0 ? 'emergency' : 'refused';
}

export async function isEmergencyAdmin(db: Queryable, personId: number): Promise<boolean> {
  const { isRequired, emergencyAdminIds } = (await readSetting(db, settings.signInRules)).value;
  return isRequired && emergencyAdminIds.includes(personId);
}

/** Called after a change of people. @throws Problem `state_conflict` when nobody could come in without the provider any more */
export async function keepEmergencyAdmin(tx: Queryable): Promise<void> {
  const { isRequired, emergencyAdminIds } = (await readSetting(tx, settings.signInRules)).value;
  if (isRequired && (await listAbleAdmins(tx, emergencyAdminIds)).length === 0)
    throw problem(
      'state_conflict',
      'Single sign-on is required, and this is the last emergency admin. Name another one under Single sign-on first.',
    );
}

/** Whether it is in force: without a provider everybody comes in as before. */
export async function isSingleSignOnRequired(db: Queryable, hasOidc: boolean): Promise<boolean> {
  return (await readSetting(db, settings.signInRules)).value.isRequired && (await hasProvider(db, hasOidc));
}

/** @param hasOidc whether the settings of the server name an OpenID Connect provider; one by SAML is set up on a screen */
export async function hasProvider(db: Queryable, hasOidc: boolean): Promise<boolean> {
  return hasOidc || (await readSetting(db, settings.samlProvider)).value !== null;
}
