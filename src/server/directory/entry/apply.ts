/** What a single sign-on does to the directory. A test sign-in takes the same way and stops before the first write. */

import { line, timeZone } from '../../../contract/endpoint.ts';
import {
  type Access,
  accessByGroups,
  decideEntry,
  type Entry,
  type KnownPerson,
} from '../../../domain/directory/entry.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { deleteSessions, findLinkedUser, hasLink, linkUser } from '../../platform/auth/store.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { giveAccess } from '../people/password-links.ts';
import {
  findPersonByEmail,
  insertPerson,
  loadAccessByAuthUser,
  lockAccess,
  lockAdmins,
  type PersonAccess,
} from '../people/store.ts';
import { deleteGrant, insertGroupGrant, listGrants, loadRole } from '../roles/store.ts';
import { loadTeam } from '../teams/store.ts';
import { readSignInRules } from './actions.ts';
import { isEmergencyAdmin } from './emergency.ts';
import * as store from './store.ts';

/** Whom a provider has identified, whichever protocol it speaks. `provider` is `oidc ISSUER`. */
export type ProvenIdentity = {
  provider: string;
  subject: string;
  email: string | null;
  isVerified: boolean | null;
  name: string | null;
  timeZone: string | null;
  claims: Record<string, unknown>;
};

const byProvider: Actor = { kind: 'system', name: 'Single sign-on' };

/** What would happen, and to whom; locks nothing and changes nothing. */
export async function previewEntry(db: Database, identity: ProvenIdentity) {
  return transaction(db, (tx) => decide(tx, identity));
}

/** Lets in whom the rules let in. @returns the user to sign in, or why not */
export async function applyEntry(
  db: Database,
  identity: ProvenIdentity,
): Promise<{ userId: string } | Extract<Entry, { outcome: 'refused' }>> {
  return transaction(db, async (tx) => {
    // Also keeps two first sign-ins of one person apart.
    await lockAdmins(tx);
    const { entry, person: known } = await decide(tx, identity);
    if (entry.outcome === 'refused') return entry;
    const person = known ?? (await addPerson(tx, identity, entry.access?.roleByHand ?? entry.access?.role ?? 'viewer'));
    const userId = person.authUserId ?? (await giveAccess(tx, person, { name: person.name, passwordHash: null }));
    if (entry.as !== 'linked') {
      await linkUser(tx, userId, identity.provider, identity.subject);
      const provider = identity.provider.replace(/^\w+ /, '');
      await recordEvent(tx, byProvider, 'person.singleSignOnLinked', person.id, {
        provider,
        subject: identity.subject,
      });
    }
    if (entry.access) await applyAccess(tx, { ...person, authUserId: userId }, entry.access, byProvider);
    return { userId };
  });
}

async function decide(tx: Transaction, identity: ProvenIdentity) {
  const linked = await findLinkedUser(tx, identity.provider, identity.subject);
  const found =
    linked !== null
      ? await loadAccessByAuthUser(tx, linked)
      : identity.email === null
        ? null
        : await findPersonByEmail(tx, identity.email);
  const person = found && (await lockAccess(tx, found.id));
  const rules = await readSignInRules(tx);
  const known = person && (await describe(tx, person, linked !== null, identity.provider));
  const pushed = person && (await store.loadPushedGroups(tx, person.id));
  const claims = pushed ? { ...identity.claims, [rules.groupsClaim]: pushed } : identity.claims;
  return { entry: decideEntry(rules, { ...identity, claims }, known), person, rules };
}

/** Gives what the pushed groups of these people give, and takes what they gave before. Needs the lock of the admins. */
export async function applyPushedGroups(tx: Transaction, actor: Actor, personIds: readonly number[]): Promise<void> {
  if (personIds.length === 0) return;
  const rules = await readSignInRules(tx);
  for (const id of personIds) {
    const person = (await lockAccess(tx, id))!;
    const known = { isDisabled: person.disabledAt !== null, link: 'none' as const, ...(await holdings(tx, person)) };
    const access = accessByGroups(rules, (await store.loadPushedGroups(tx, id)) ?? [], known);
    await applyAccess(tx, person, access, actor);
  }
}

async function describe(
  tx: Transaction,
  person: PersonAccess,
  isLinked: boolean,
  provider: string,
): Promise<KnownPerson> {
  const { authUserId, disabledAt } = person;
  const isLinkedToOther = !isLinked && authUserId !== null && (await hasLink(tx, authUserId, provider));
  return {
    isDisabled: disabledAt !== null,
    link: isLinked ? 'subject' : isLinkedToOther ? 'other' : 'none',
    ...(await holdings(tx, person)),
  };
}

async function holdings(tx: Transaction, { id, role, authUserId }: PersonAccess) {
  return {
    role,
    roleByHand: await store.loadRoleByHand(tx, id),
    isLastAdmin:
      role === 'admin' &&
      ((authUserId !== null && !(await store.hasOtherAdmin(tx, id))) || (await isEmergencyAdmin(tx, id))),
    memberships: await store.listMemberships(tx, id),
    grants: (await listGrants(tx, id)).map(({ roleId, teamId, groupName: group }) => ({ roleId, teamId, group })),
  };
}

async function addPerson(tx: Transaction, identity: ProvenIdentity, role: PersonAccess['role']): Promise<PersonAccess> {
  const email = identity.email!;
  const input = {
    email,
    name: line(120).safeParse(identity.name).data ?? email.slice(0, 120),
    role,
    timeZone: timeZone.safeParse(identity.timeZone).data ?? 'UTC',
  };
  const id = await insertPerson(tx, input);
  await recordEvent(tx, byProvider, 'person.created', id, { after: input });
  return (await lockAccess(tx, id))!;
}

/** In force with the next request, so sessions go on. */
async function applyGrants(tx: Transaction, person: PersonAccess, { take, give }: Access['grants'], actor: Actor) {
  if (take.length === 0 && give.length === 0) return;
  const held = await listGrants(tx, person.id);
  for (const { roleId, teamId, group } of take) {
    const grant = held.find((each) => each.roleId === roleId && each.teamId === teamId);
    if (!grant) continue;
    await deleteGrant(tx, grant.id);
    const said = { role: grant.roleName, team: grant.teamName, group: group! };
    await recordEvent(tx, actor, 'person.roleTaken', person.id, said);
  }
  for (const { roleId, teamId, group } of give) {
    if (!(await insertGroupGrant(tx, { personId: person.id, roleId, teamId, groupName: group }, actor))) continue;
    const role = (await loadRole(tx, roleId))!.name;
    const team = teamId === null ? null : (await loadTeam(tx, teamId))!.name;
    await recordEvent(tx, actor, 'person.roleGiven', person.id, { role, team, group });
  }
}

/** Another role ends the sessions that began with the one before, as it does when a person changes it. */
async function applyAccess(tx: Transaction, person: PersonAccess, access: Access, actor: Actor): Promise<void> {
  const byHand = await store.loadRoleByHand(tx, person.id);
  if (person.role !== access.role || byHand !== access.roleByHand)
    await store.setRole(tx, person.id, access.role, access.roleByHand);
  if (person.role !== access.role && person.authUserId !== null) await deleteSessions(tx, person.authUserId);
  if (person.role !== access.role || access.keepsLastAdmin)
    await recordEvent(tx, actor, 'person.groupsApplied', person.id, {
      ...(person.role === access.role ? {} : { role: { before: person.role, after: access.role } }),
      ...(access.keepsLastAdmin ? { keptLastAdmin: true as const } : {}),
    });
  await applyGrants(tx, person, access.grants, actor);
  for (const change of access.teams) {
    await store.changeMembership(tx, person.id, change);
    await recordEvent(tx, actor, 'team.groupsApplied', change.teamId, {
      personId: person.id,
      name: person.name,
      change: change.change,
      isLead: change.isLead,
    });
  }
}
