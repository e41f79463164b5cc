import type { SamlIdentity } from '../../platform/auth/saml/identity.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import type { ProvenIdentity } from '../entry/apply.ts';

/** The same words as by OpenID Connect, so that the same rules decide: the groups stand where the rules look for them. */
export async function provenBySaml(
  db: Queryable,
  identity: SamlIdentity & { entityId: string },
): Promise<ProvenIdentity> {
  const { entityId, groups, isSubjectAddress: _, ...who } = identity;
  const { groupsClaim } = (await readSetting(db, settings.signInRules)).value;
  const told =
    groups === undefined
      ? {}
      : groups === null
        ? { [groupsClaim]: undefined, _claim_names: { [groupsClaim]: 'saml' } }
        : { [groupsClaim]: groups };
  return { ...who, claims: { ...who.claims, ...told }, provider: `saml ${entityId}` };
}
