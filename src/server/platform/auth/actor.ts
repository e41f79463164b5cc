import { type Permission, permissionsOfRole, type Role } from '../../../contract/permissions.ts';
import { readForAnyTeam, teamPermissions } from '../../../contract/whose.ts';
import { type Granted, granted, permissionsOfGrant } from './roles/granted.ts';

/** Roles beside the first one. Under a symbol, so that what is written down of an actor never holds them. */
type WithGrants = { readonly [granted]?: readonly Granted[] | null };

/** Who does something. Stored as it is in event rows, so it holds ids and names only, never secrets. */
export type Actor =
  | { kind: 'anonymous' }
  /** `via`: the channel through which they act, where it was not the web. */
  | ({ kind: 'person'; personId: number; name: string; role: Role; via?: string } & WithGrants)
  | ({
      kind: 'token';
      personId: number;
      name: string;
      role: Role;
      tokenId: number;
      permissions: Permission[];
    } & WithGrants)
  /** Automation with the operator's own admin token from the environment. */
  | { kind: 'bootstrap'; name: string }
  /** Somebody who holds the link of one notification: may act on its page only. */
  | { kind: 'link'; personId: number; name: string; notificationId: number; via?: string }
  /** The same for one cover request. */
  | { kind: 'link'; personId: number; name: string; coverRequestId: number }
  /** The sponsor of a plan who has no account, by the link of one letter or of their address. */
  | { kind: 'link'; name: string; pilotId: number }
  /** Somebody who is invited to a review, by the link of their invitation. */
  | { kind: 'link'; name: string; reviewId: number }
  | { kind: 'source'; sourceId: number; name: string }
  | { kind: 'system'; name: string };

export const anonymous: Actor = { kind: 'anonymous' };
export const system: Actor = { kind: 'system', name: 'Evenkeel' };

/** Whether the actor holds the permission for everything, by their roles, narrowed by the token's own list. */
export function may(actor: Actor, permission: Permission): boolean {
  if (permission === 'public') return true;
  switch (actor.kind) {
    case 'bootstrap':
    case 'system':
      // Both act for no person, so there is nothing of their own to reach.
      return permission !== 'signed-in' && permission !== 'session';
    case 'person':
      return holds(actor, permission);
    case 'token':
      if (permission === 'session') return false;
      return holds(actor, permission) && actor.permissions.includes(permission);
    default:
      return false;
  }
}

type Holder = { role: Role } & WithGrants;

/** Whether one of the person's roles has the permission, for everything. */
function holds(holder: Holder, permission: Permission): boolean {
  if (permissionsOfRole[holder.role].has(permission)) return true;
  const isForAny = includes(readForAnyTeam, permission);
  return (holder[granted] ?? []).some(
    (grant) => (grant.teamId === null || isForAny) && permissionsOfGrant(grant).has(permission),
  );
}

/** The teams for which one of the actor's roles has the permission; what they have for everything is not looked at. */
export function teamsWhereMay(actor: Actor, permission: Permission): number[] {
  if (actor.kind === 'token' && !actor.permissions.includes(permission)) return [];
  return actor.kind === 'person' || actor.kind === 'token' ? teamsWhereHeld(actor, permission) : [];
}

function teamsWhereHeld(holder: Holder, permission: Permission): number[] {
  if (!includes(teamPermissions, permission)) return [];
  return (holder[granted] ?? []).flatMap((grant) =>
    grant.teamId !== null && permissionsOfGrant(grant).has(permission) ? [grant.teamId] : [],
  );
}

const includes = (list: readonly Permission[], permission: Permission) => list.includes(permission);

/**
 * Whether they have the permission that they are about to give, for everything or for the team. A token acts for its
 * owner here: what it may do itself was asked before.
 */
export function mayGive(actor: Actor, permission: Permission, teamId: number | null = null): boolean {
  if (actor.kind === 'bootstrap' || actor.kind === 'system') return true;
  if (actor.kind !== 'person' && actor.kind !== 'token') return false;
  return holds(actor, permission) || (teamId !== null && teamsWhereHeld(actor, permission).includes(teamId));
}

/** Whether both are the same, and may the same. */
export function hasSameRights(left: Actor, right: Actor): boolean {
  const rightsOf = (actor: Actor) =>
    JSON.stringify([personIdOf(actor), 'role' in actor && [actor.role, actor[granted] ?? null]]);
  return rightsOf(left) === rightsOf(right);
}

/** The person behind the actor, or null for automation and anonymous callers. */
export function personIdOf(actor: Actor): number | null {
  return 'personId' in actor ? actor.personId : null;
}

/** What is kept of an actor beside what they did; never more than may be shown. */
export function actorReference(actor: Actor) {
  return {
    kind: actor.kind,
    name: 'name' in actor ? actor.name : 'Somebody',
    ...('personId' in actor ? { personId: actor.personId } : {}),
    ...('notificationId' in actor ? { notificationId: actor.notificationId } : {}),
  };
}
