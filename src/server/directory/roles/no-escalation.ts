/** Nobody gives what they do not have, and nobody takes over somebody who has more. */
import { problem } from '../../../contract/errors.ts';
import { type Permission, permissionsOfRole, type Role } from '../../../contract/permissions.ts';
import { readForAnyTeam, teamPermissions } from '../../../contract/whose.ts';
import { type Actor, mayGive } from '../../platform/auth/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listGrants } from './store.ts';

/** What counts of a role that is given for a team. */
const countsForTeam: readonly Permission[] = [...teamPermissions, ...readForAnyTeam];

/**
 * @param teamId for which team it is given; null: for everything
 * @throws Problem `forbidden`, naming what the actor does not have
 */
export function requireToHold(
  actor: Actor,
  permissions: Iterable<Permission>,
  what: string,
  teamId: number | null = null,
): void {
  const given = [...permissions].filter((each) => teamId === null || countsForTeam.includes(each));
  const missing = given.find((permission) => !mayGive(actor, permission, teamId));
  if (missing) throw problem('forbidden', `${what} has the permission ${missing}, which you do not have.`);
}

export function requireToHoldRole(actor: Actor, role: Role): void {
  requireToHold(actor, permissionsOfRole[role], `The role ${role}`);
}

/** Who may sign in as somebody, or bar them, has all that they have. @throws Problem `forbidden` */
export async function requireNoMoreThanOwn(
  db: Queryable,
  actor: Actor,
  person: { id: number; name: string; role: Role },
): Promise<void> {
  // Nearly always it is an admin who asks, and then there is nothing to look up.
  if ([...permissionsOfRole.admin].every((permission) => mayGive(actor, permission))) return;
  requireToHold(actor, permissionsOfRole[person.role], person.name);
  for (const { permissions, teamId } of await listGrants(db, person.id))
    requireToHold(actor, permissions, person.name, teamId);
}
