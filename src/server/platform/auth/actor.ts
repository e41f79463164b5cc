import { type Permission, permissionsOfRole, type Role } from '../../../contract/permissions.ts';

/** Who does something. Stored as it is in event rows, so it holds ids and names only, never secrets. */
export type Actor =
  | { kind: 'anonymous' }
  /** `via`: the channel through which they act, where it was not the web. */
  | { kind: 'person'; personId: number; name: string; role: Role; via?: string }
  | { kind: 'token'; personId: number; name: string; role: Role; tokenId: number; permissions: Permission[] }
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

/** Whether the actor holds the permission by role, narrowed by the token's own list. */
export function may(actor: Actor, permission: Permission): boolean {
  if (permission === 'public') return true;
  switch (actor.kind) {
    case 'bootstrap':
    case 'system':
      // Both act for no person, so there is nothing of their own to reach.
      return permission !== 'signed-in' && permission !== 'session';
    case 'person':
      return permissionsOfRole[actor.role].has(permission);
    case 'token':
      if (permission === 'session') return false;
      return permissionsOfRole[actor.role].has(permission) && actor.permissions.includes(permission);
    default:
      return false;
  }
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
