/** Roles, and who has which beside the one that everybody has. */
import { mostRoles, mostRolesOfPerson, type RoleInput } from '../../../contract/directory/roles.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadRoleByHand } from '../entry/store.ts';
import { getPerson } from '../people/actions.ts';
import { loadTeam } from '../teams/store.ts';
import { requireToHold } from './no-escalation.ts';
import * as store from './store.ts';

const mostShown = 200;

async function requireRole(db: Context['db'], id: number): Promise<store.RoleRow> {
  const role = await store.loadRole(db, id);
  if (!role) throw problem('not_found', `No role has the id ${id}.`);
  return role;
}

export async function getRole(ctx: Context, id: number) {
  const role = await requireRole(ctx.db, id);
  const byFirst = role.builtIn === null ? [] : await store.listByFirstRole(ctx.db, role.builtIn, mostShown);
  const holders = [...byFirst, ...(await store.listHolders(ctx.db, id, mostShown))].slice(0, mostShown);
  const groups = (await store.listGroupRoles(ctx.db)).filter(({ roleId }) => roleId === id);
  return { ...role, holders, groups };
}

/** @throws Problem `forbidden` for a permission that the actor does not have */
export async function createRole(ctx: Context, input: RoleInput): Promise<store.RoleRow> {
  requireToHold(ctx.actor, input.permissions, 'This role');
  return transaction(ctx.db, async (tx) => {
    await store.lockRoles(tx);
    if ((await store.countRoles(tx)) >= mostRoles)
      throw problem('state_conflict', `There are ${mostRoles} roles already. Delete one that nobody needs first.`);
    const id = await store.insertRole(tx, input);
    await recordEvent(tx, ctx.actor, 'role.created', id, { after: input });
    return requireRole(tx, id);
  });
}

/** Whoever changes a role has all that it gives, before and after. @throws Problem `version_mismatch` */
export async function updateRole(ctx: Context, id: number, input: RoleInput, ifMatch?: number): Promise<store.RoleRow> {
  return transaction(ctx.db, async (tx) => {
    await store.lockRoles(tx);
    const before = await requireOwn(tx, id);
    requireToHold(ctx.actor, [...before.permissions, ...input.permissions], 'This role');
    if (!(await store.updateRole(tx, id, input, ifMatch))) throw await changedMeanwhile(tx, 'role', id);
    await recordEvent(tx, ctx.actor, 'role.updated', id, { before: shown(before), after: input });
    return requireRole(tx, id);
  });
}

/** @throws Problem `state_conflict` where people or groups have it and nothing is said of what they get instead */
export async function deleteRole(ctx: Context, id: number, instead?: number | 'nothing'): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await store.lockRoles(tx);
    const before = await requireOwn(tx, id);
    requireToHold(ctx.actor, before.permissions, 'This role');
    const replacement = await replacementOf(tx, ctx, id, instead);
    if (instead === undefined) await requireUnused({ ...ctx, db: tx }, id);
    if (replacement) {
      await store.replaceInGrants(tx, id, replacement.id);
      await store.replaceInGroupRoles(tx, id, replacement.id);
    }
    const holders = await store.listHolders(tx, id, 10_000);
    await store.deleteGrantsOf(tx, id);
    await store.deleteGroupRolesOf(tx, id);
    await store.deleteRole(tx, id);
    for (const { personId, teamName } of holders) {
      const team = teamName;
      await recordEvent(tx, ctx.actor, 'person.roleTaken', personId, { role: before.name, team });
      if (replacement) await recordEvent(tx, ctx.actor, 'person.roleGiven', personId, { role: replacement.name, team });
    }
    await recordEvent(tx, ctx.actor, 'role.deleted', id, {
      before: shown(before),
      instead: replacement?.name ?? null,
    });
  });
}

async function replacementOf(tx: Transaction, ctx: Context, id: number, instead: number | 'nothing' | undefined) {
  if (instead === undefined || instead === 'nothing') return null;
  const role = await store.loadRole(tx, instead);
  if (!role || instead === id || role.builtIn !== null)
    throw problem('invalid_input', undefined, [
      { path: 'query.instead', message: 'Choose another role that people made.' },
    ]);
  requireToHold(ctx.actor, role.permissions, `The role ${role.name}`);
  return role;
}

async function requireUnused(ctx: Context, id: number): Promise<void> {
  const { holders, groups } = await getRole(ctx, id);
  const who = [
    ...new Set([...holders.map(({ name }) => name), ...groups.map(({ groupName }) => `the group ${groupName}`)]),
  ];
  if (who.length === 0) return;
  const named = who.length > 5 ? `${who.slice(0, 5).join(', ')} and ${who.length - 5} more` : who.join(', ');
  throw problem(
    'state_conflict',
    `${named.charAt(0).toUpperCase()}${named.slice(1)} ${who.length === 1 ? 'has' : 'have'} this role. Say what they get instead: another role, or nothing.`,
  );
}

async function requireOwn(tx: Transaction, id: number): Promise<store.RoleRow> {
  const role = await requireRole(tx, id);
  if (role.builtIn !== null)
    throw problem('state_conflict', `${role.name} is built in and cannot be changed. Make a role of your own.`);
  return role;
}

const shown = ({ slug, name, description, permissions }: store.RoleRow): RoleInput => ({
  slug,
  name,
  description,
  permissions,
});

export async function readRolesOf(ctx: Context, personId: number) {
  const { role } = await getPerson(ctx, personId);
  const grants = await store.listGrants(ctx.db, personId);
  return { role, roleByHand: await loadRoleByHand(ctx.db, personId), grants };
}

/** @throws Problem `forbidden` for a permission that the actor does not have */
export async function giveRole(
  ctx: Context,
  personId: number,
  { roleId, teamId }: { roleId: number; teamId: number | null },
): Promise<store.GrantRow> {
  return transaction(ctx.db, async (tx) => {
    await store.lockRoles(tx);
    const person = await getPerson({ ...ctx, db: tx }, personId);
    const role = await store.loadRole(tx, roleId);
    const refuse = (field: string, message: string) =>
      problem('invalid_input', undefined, [{ path: `body.${field}`, message }]);
    if (!role) throw refuse('roleId', `No role has the id ${roleId}.`);
    const team = teamId === null ? null : await loadTeam(tx, teamId);
    if (teamId !== null && !team) throw refuse('teamId', `No team has the id ${teamId}.`);
    if (role.builtIn === 'viewer') throw refuse('roleId', 'Everybody may do what a viewer may.');
    if (role.builtIn !== null && teamId === null)
      throw refuse('roleId', `For everything, ${role.name} is the person’s first role: change it under Edit.`);
    if (person.status === 'disabled') throw problem('state_conflict', `${person.name} is disabled.`);
    requireToHold(ctx.actor, role.permissions, `The role ${role.name}`, teamId);
    if ((await store.listGrants(tx, personId)).length >= mostRolesOfPerson)
      throw problem('state_conflict', `${person.name} has ${mostRolesOfPerson} roles already.`);
    const id = await store.insertGrant(tx, { personId, roleId, teamId }, ctx.actor);
    if (id === null) throw problem('conflict', `${person.name} has this role already.`);
    await recordEvent(tx, ctx.actor, 'person.roleGiven', personId, { role: role.name, team: team?.name ?? null });
    return (await store.loadGrant(tx, personId, id))!;
  });
}

/** @throws Problem `state_conflict` for what a group gave, `forbidden` for more than the actor has */
export async function takeRole(ctx: Context, personId: number, grantId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await store.lockRoles(tx);
    const grant = await store.loadGrant(tx, personId, grantId);
    if (!grant) throw problem('not_found', 'They do not have this role.');
    const { roleName: role, teamName: team, groupName } = grant;
    if (groupName !== null)
      throw problem(
        'state_conflict',
        `The group ${groupName} gave this role. Take them out of the group, or change what it gives under Single sign-on.`,
      );
    requireToHold(ctx.actor, grant.permissions, `The role ${role}`, grant.teamId);
    await store.deleteGrant(tx, grantId);
    await recordEvent(tx, ctx.actor, 'person.roleTaken', personId, { role, team });
  });
}
