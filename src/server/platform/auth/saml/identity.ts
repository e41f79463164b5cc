/** Who somebody is by an assertion, in the words of the rules of single sign-on. Pure. */

import { emailAddress } from '../../../../contract/directory/people.ts';
import type { SamlAttributes } from '../../../../contract/directory/saml.ts';
import type { Assertion } from './assertion.ts';
import { SamlFailure } from './failure.ts';

export type SamlIdentity = {
  subject: string;
  email: string | null;
  isVerified: boolean | null;
  name: string | null;
  timeZone: null;
  /** As the provider sent them: one value as a text, several as a list. */
  claims: Record<string, unknown>;
  /** Undefined where none were sent; null where the provider could not list them. */
  groups: string[] | null | undefined;
  /** Whoever is given the address at the provider later would be taken for this person. */
  isSubjectAddress: boolean;
};

const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
/** Entra ID sends where to look the groups up instead of more than 150 of them. */
const groupsElsewhere = 'http://schemas.microsoft.com/claims/groups.link';

/** @throws SamlFailure where nothing tells people apart that stays the same */
export function identityOf({ nameId, attributes }: Assertion, names: SamlAttributes): SamlIdentity {
  const first = (name: string | null) => (name === null ? null : (attributes[name]?.[0] ?? null));
  const subject = names.subject === null ? usableNameId(nameId) : first(names.subject);
  if (subject === null)
    throw new SamlFailure(
      names.subject === null
        ? 'The provider sends no NameID that stays the same: ask it for a persistent one, or choose an attribute as the id.'
        : `The provider does not send the attribute ${names.subject}, which is to be the id of people.`,
    );
  if (subject.length > 255 || subject.includes('\0')) throw new SamlFailure('The id of the person cannot be used.');
  const address = first(names.email) ?? (names.email === null ? (nameId?.value ?? null) : null);
  const verified = first(names.emailVerified)?.toLowerCase() ?? null;
  const parts = [first(names.firstName), first(names.lastName)].filter((part) => part !== null);
  return {
    subject,
    email: emailAddress.safeParse(address).data ?? null,
    isVerified: verified === null ? null : verified === 'true' || verified === '1',
    name: first(names.name) ?? (parts.length > 0 ? parts.join(' ') : null),
    timeZone: null,
    claims: {
      NameID: nameId?.value ?? null,
      ...Object.fromEntries(Object.entries(attributes).map(([name, all]) => [name, all.length === 1 ? all[0] : all])),
    },
    groups: Object.hasOwn(attributes, groupsElsewhere)
      ? null
      : names.groups === null
        ? undefined
        : attributes[names.groups],
    isSubjectAddress: emailAddress.safeParse(subject).success,
  };
}

function usableNameId(nameId: Assertion['nameId']): string | null {
  return nameId === null || nameId.format === transient || nameId.value === '' ? null : nameId.value;
}
