/**
 * Who may come in by single sign-on, and what their groups give them. The provider says who somebody is; the rules of
 * this installation say what follows. Pure, so that a test sign-in shows exactly what a real one would do.
 */
import type { Role } from '../../contract/permissions.ts';
import { type GroupRole, type HeldRole, roleChanges } from './group-roles.ts';

/** Whom the provider has identified. `isVerified`: whether it vouches for the address; null where it says nothing. */
export type Identity = {
  email: string | null;
  isVerified: boolean | null;
  name: string | null;
  claims: Readonly<Record<string, unknown>>;
};

export type EntryRules = {
  join: {
    isOpen: boolean;
    domains: readonly string[];
    groups: readonly string[];
    claim: { name: string; value: string } | null;
    role: Role;
  };
  trustsAddresses: boolean;
  groupsClaim: string;
  groups: readonly GroupRule[];
  /** Beside the first role. */
  groupRoles: readonly GroupRole[];
};

export type GroupRule = { group: string; role: Role | null; teamId: number | null; leads: boolean };

/** A membership, and which part of it the groups gave. */
export type Membership = { teamId: number; isLead: boolean; byGroup: boolean; leadByGroup: boolean };

/** The person of the directory whom the identity is, by its link or by its address. */
export type KnownPerson = {
  isDisabled: boolean;
  /** `subject`: linked by the provider's own id. `other`: linked to another id. */
  link: 'subject' | 'other' | 'none';
  role: Role;
  /** The role that they have without their groups; null where `role` is that one. */
  roleByHand: Role | null;
  /** Also of an emergency admin: nobody may be locked out by their groups. */
  isLastAdmin: boolean;
  memberships: readonly Membership[];
  grants: readonly HeldRole[];
};

export const refusals = [
  'not_invited',
  'disabled',
  'email_missing',
  'email_not_verified',
  'linked_to_another',
  'admin_not_verified',
  'domain_not_allowed',
  'group_required',
  'claim_required',
  'too_many_groups',
] as const;
export type Refusal = (typeof refusals)[number];

export type TeamChange = {
  teamId: number;
  change: 'join' | 'leave' | 'keep';
  isLead: boolean;
  byGroup: boolean;
  leadByGroup: boolean;
};

export type Access = {
  role: Role;
  roleByHand: Role | null;
  /** The groups take the role of an admin away from the last one: they keep it. */
  keepsLastAdmin: boolean;
  /** Only what is different afterwards, as it is then. */
  teams: readonly TeamChange[];
  grants: ReturnType<typeof roleChanges>;
};

export type Entry =
  | { outcome: 'refused'; reason: Refusal }
  | {
      outcome: 'enters';
      as: 'linked' | 'matched' | 'created';
      /** Null where the provider could not list the groups: what they gave before stays. */
      access: Access | null;
    };

const rank: Record<Role, number> = { viewer: 0, responder: 1, admin: 2 };
const higher = (left: Role, right: Role): Role => (rank[left] >= rank[right] ? left : right);

export type GroupsRead =
  | { kind: 'listed'; groups: readonly string[] }
  | { kind: 'absent' }
  /** The provider sends a reference instead, because there are too many (Entra ID from 200 on). */
  | { kind: 'too-many' };

const mostGroups = 5_000;

/** The groups that the provider tells of: a list, one text, or nested (`realm_access.roles`). */
export function readGroups(claims: Identity['claims'], claim: string): GroupsRead {
  const value = claimAt(claims, claim);
  if (value === undefined || value === null) {
    const elsewhere = claims._claim_names;
    const isElsewhere = typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, claim);
    return isElsewhere || claims.hasgroups === true ? { kind: 'too-many' } : { kind: 'absent' };
  }
  const given = Array.isArray(value) ? value : [value];
  return {
    kind: 'listed',
    groups: [...new Set(given.filter((each): each is string => typeof each === 'string'))].slice(0, mostGroups),
  };
}

/** A claim by its whole name first (names may hold dots, as those with an address do), then by its path. */
export function claimAt(claims: Identity['claims'], name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

/** What a sign-in does. `known` is null for whom the directory does not have. */
export function decideEntry(rules: EntryRules, identity: Identity, known: KnownPerson | null): Entry {
  const groups = readGroups(identity.claims, rules.groupsClaim);
  const access = groups.kind === 'too-many' ? null : accessOf(rules, groups, known);
  if (known?.isDisabled) return { outcome: 'refused', reason: 'disabled' };
  if (known?.link === 'subject') return { outcome: 'enters', as: 'linked', access };
  const refusal =
    addressRefusal(rules, identity, known) ?? (known === null ? joinRefusal(rules, identity, groups) : null);
  if (refusal !== null) return { outcome: 'refused', reason: refusal };
  return { outcome: 'enters', as: known === null ? 'created' : 'matched', access };
}

/** Until the provider's own id is known, the address decides; so it must be that of whoever signs in. */
function addressRefusal(rules: EntryRules, identity: Identity, known: KnownPerson | null): Refusal | null {
  if (identity.email === null) return 'email_missing';
  if (identity.isVerified === false) return 'email_not_verified';
  if (identity.isVerified === null && !rules.trustsAddresses) return 'email_not_verified';
  if (known?.link === 'other') return 'linked_to_another';
  const wasAdmin = known !== null && (known.role === 'admin' || known.roleByHand === 'admin');
  return wasAdmin && identity.isVerified !== true ? 'admin_not_verified' : null;
}

function joinRefusal({ join }: EntryRules, { email, claims }: Identity, groups: GroupsRead): Refusal | null {
  if (!join.isOpen) return 'not_invited';
  const domain = email!.slice(email!.lastIndexOf('@') + 1).toLowerCase();
  if (join.domains.length > 0 && !join.domains.includes(domain)) return 'domain_not_allowed';
  if (join.claim !== null && !holds(claimAt(claims, join.claim.name), join.claim.value)) return 'claim_required';
  if (join.groups.length === 0) return null;
  if (groups.kind === 'too-many') return 'too_many_groups';
  const isMember = groups.kind === 'listed' && join.groups.some((group) => groups.groups.includes(group));
  return isMember ? null : 'group_required';
}

const holds = (claim: unknown, value: string): boolean =>
  (Array.isArray(claim) ? claim : [claim]).some(
    (each) => ['string', 'number', 'boolean'].includes(typeof each) && String(each) === value,
  );

/** What the groups give that the provider has pushed, without a sign-in. */
export function accessByGroups(rules: EntryRules, groups: readonly string[], known: KnownPerson): Access {
  return accessOf(rules, { kind: 'listed', groups }, known);
}

/**
 * Role and teams by the groups. What the groups gave, they take away; what a person gave stays: of two roles the higher
 * one counts, and a team that somebody was put into by hand is not left.
 */
function accessOf(rules: EntryRules, groups: GroupsRead, known: KnownPerson | null): Access {
  const own = new Set(groups.kind === 'listed' ? groups.groups : []);
  const matching = rules.groups.filter(({ group }) => own.has(group));
  const byHand = known === null ? rules.join.role : (known.roleByHand ?? known.role);
  const mapped = matching.reduce<Role>((so, { role }) => (role === null ? so : higher(so, role)), byHand);
  const keepsLastAdmin = known?.isLastAdmin === true && known.role === 'admin' && mapped !== 'admin';
  const role = keepsLastAdmin ? 'admin' : mapped;
  return {
    role,
    roleByHand: role === byHand ? null : byHand,
    keepsLastAdmin,
    teams: teamChanges(matching, known?.memberships ?? []),
    grants: roleChanges(rules.groupRoles, own, known?.grants ?? []),
  };
}

function teamChanges(matching: readonly GroupRule[], memberships: readonly Membership[]): TeamChange[] {
  const wanted = new Map<number, boolean>();
  for (const { teamId, leads } of matching) {
    if (teamId !== null) wanted.set(teamId, leads || (wanted.get(teamId) ?? false));
  }
  const joined = [...wanted]
    .filter(([teamId]) => !memberships.some((each) => each.teamId === teamId))
    .map(([teamId, isLead]): TeamChange => ({ teamId, change: 'join', isLead, byGroup: true, leadByGroup: isLead }));
  const others = memberships.flatMap(({ teamId, isLead, byGroup, leadByGroup }): TeamChange[] => {
    const leads = wanted.get(teamId);
    const leadsByHand = isLead && !leadByGroup;
    // Whoever was made a lead by hand is a member by hand too.
    if (leads === undefined && byGroup && !leadsByHand)
      return [{ teamId, change: 'leave', isLead: false, byGroup: false, leadByGroup: false }];
    const after = {
      isLead: leadsByHand || leads === true,
      byGroup: byGroup && leads !== undefined,
      leadByGroup: !leadsByHand && leads === true,
    };
    const isSame = after.isLead === isLead && after.byGroup === byGroup;
    return isSame ? [] : [{ teamId, change: 'keep', ...after }];
  });
  return [...joined, ...others];
}
