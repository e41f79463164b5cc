import type { OrganisationRole, RoleGrant, RoleInput } from '../../../contract/directory/roles.ts';
import {
  type Permission,
  permissionsOfRole,
  type RolePermission,
  rolePermissions,
} from '../../../contract/permissions.ts';
import { type Actor, actorReference } from '../../platform/auth/actor.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';

export type RoleRow = Omit<OrganisationRole, 'createdAt'> & { createdAt: Date };
type Stored = { builtIn: OrganisationRole['builtIn']; permissions: string[] };

/** What the role lets people do. A permission that this version does not know, because a newer node wrote it, is left out. */
function withPermissions<Row extends Stored>(found: Row): Row & { permissions: RolePermission[] } {
  const has: (each: Permission) => boolean =
    found.builtIn === null
      ? (each) => found.permissions.includes(each)
      : (each) => permissionsOfRole[found.builtIn!].has(each);
  return { ...found, permissions: rolePermissions.filter(has) };
}

const columns = `r.id, r.slug, r.name, r.description, r.built_in, r.permissions, r.version, r.created_at,
  (select count(distinct g.person_id) from role_grants g join people p on p.id = g.person_id
   where g.role_id = r.id and p.disabled_at is null)
  + (select count(*) from people p where p.role = r.built_in and p.disabled_at is null
     and not exists (select from role_grants g where g.role_id = r.id and g.person_id = p.id)) as holder_count`;

/** Of which there are few. */
export async function listRoles(db: Queryable): Promise<RoleRow[]> {
  const found = await rows<RoleRow>(
    db,
    `select ${columns} from roles r
     order by array_position(array['viewer', 'responder', 'admin'], r.built_in), lower(r.name), r.id limit 200`,
  );
  return found.map(withPermissions);
}

export async function loadRole(db: Queryable, id: number): Promise<RoleRow | null> {
  const found = await row<RoleRow>(db, `select ${columns} from roles r where r.id = $1`, [id]);
  return found && withPermissions(found);
}

/** Lets one transaction at a time decide what roles are and who has them. */
export async function lockRoles(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [locks.roles]);
}

export async function countRoles(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) from roles where built_in is null'))!.count;
}

export async function insertRole(tx: Queryable, { slug, name, description, permissions }: RoleInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into roles (slug, name, description, permissions) values ($1, $2, $3, $4) returning id',
    [slug, name, description, permissions],
  );
  return inserted!.id;
}

/** False when it has another version than expected. */
export async function updateRole(
  tx: Queryable,
  id: number,
  { slug, name, description, permissions }: RoleInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update roles set slug = $2, name = $3, description = $4, permissions = $5, version = version + 1
     where id = $1 and built_in is null and ($6::int is null or version = $6)`,
    [id, slug, name, description, permissions, version ?? null],
  );
  return updated === 1;
}

export async function deleteRole(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from roles where id = $1 and built_in is null', [id]);
}

export type Holder = {
  personId: number;
  name: string;
  teamId: number | null;
  teamName: string | null;
  groupName: string | null;
};

/** Who has the role beside their first one. */
export function listHolders(db: Queryable, roleId: number, limit: number): Promise<Holder[]> {
  return rows<Holder>(
    db,
    `select p.id as person_id, p.name, g.team_id, t.name as team_name, g.group_name
     from role_grants g join people p on p.id = g.person_id left join teams t on t.id = g.team_id
     where g.role_id = $1 order by p.disabled_at is not null, p.name, p.id, t.name nulls first limit $2`,
    [roleId, limit],
  );
}

/** Whose first role it is. */
export function listByFirstRole(db: Queryable, role: string, limit: number): Promise<Holder[]> {
  return rows<Holder>(
    db,
    `select p.id as person_id, p.name, null::bigint as team_id, null as team_name, null as group_name
     from people p where p.role = $1 and p.disabled_at is null order by p.name, p.id limit $2`,
    [role, limit],
  );
}

export type GrantRow = Omit<RoleGrant, 'givenAt'> & { givenAt: Date; builtIn: OrganisationRole['builtIn'] };

const grantColumns = `g.id, g.role_id, r.name as role_name, r.built_in, r.permissions, g.team_id, t.name as team_name,
  g.group_name, g.given_by->>'name' as given_by, g.given_at`;
const grants = `role_grants g join roles r on r.id = g.role_id left join teams t on t.id = g.team_id`;

export async function listGrants(db: Queryable, personId: number): Promise<GrantRow[]> {
  const found = await rows<GrantRow>(
    db,
    `select ${grantColumns} from ${grants} where g.person_id = $1
     order by t.name nulls first, lower(r.name), g.id limit 200`,
    [personId],
  );
  return found.map(withPermissions);
}

export async function loadGrant(db: Queryable, personId: number, id: number): Promise<GrantRow | null> {
  const found = await row<GrantRow>(db, `select ${grantColumns} from ${grants} where g.id = $1 and g.person_id = $2`, [
    id,
    personId,
  ]);
  return found && withPermissions(found);
}

export type NewGrant = { personId: number; roleId: number; teamId: number | null };

/** What a group gave is the person's by hand from then on. @returns the id; null when a person gave it before */
export async function insertGrant(
  tx: Queryable,
  { personId, roleId, teamId }: NewGrant,
  by: Actor,
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into role_grants as g (person_id, role_id, team_id, given_by) values ($1, $2, $3, $4)
     on conflict (person_id, role_id, coalesce(team_id, 0)) do update
       set group_name = null, given_by = excluded.given_by, given_at = evenkeel.now() where g.group_name is not null
     returning id`,
    [personId, roleId, teamId, actorReference(by)],
  );
  return inserted?.id ?? null;
}

/** Leaves what a person gave as it is. @returns whether it is new */
export async function insertGroupGrant(
  tx: Queryable,
  { personId, roleId, teamId, groupName }: NewGrant & { groupName: string },
  by: Actor,
): Promise<boolean> {
  const inserted = await run(
    tx,
    `insert into role_grants (person_id, role_id, team_id, group_name, given_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [personId, roleId, teamId, groupName, actorReference(by)],
  );
  return inserted === 1;
}

export async function deleteGrant(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from role_grants where id = $1', [id]);
}

/** Whoever has the one has the other instead; whoever has both keeps what they had of the other. */
export async function replaceInGrants(tx: Queryable, roleId: number, by: number): Promise<void> {
  await run(
    tx,
    `insert into role_grants (person_id, role_id, team_id, group_name, given_by, given_at)
     select person_id, $2, team_id, group_name, given_by, given_at from role_grants where role_id = $1
     on conflict do nothing`,
    [roleId, by],
  );
}

export async function deleteGrantsOf(tx: Queryable, roleId: number): Promise<void> {
  await run(tx, 'delete from role_grants where role_id = $1', [roleId]);
}

export type GroupRole = { groupName: string; roleId: number; teamId: number | null };
export type GroupRoleRow = GroupRole & { roleName: string; teamName: string | null };

export function listGroupRoles(db: Queryable): Promise<GroupRoleRow[]> {
  return rows<GroupRoleRow>(
    db,
    `select x.group_name, x.role_id, r.name as role_name, x.team_id, t.name as team_name
     from group_roles x join roles r on r.id = x.role_id left join teams t on t.id = x.team_id
     order by x.position limit 1000`,
  );
}

export async function replaceGroupRoles(tx: Queryable, given: readonly GroupRole[]): Promise<void> {
  await run(tx, 'delete from group_roles');
  await run(
    tx,
    `insert into group_roles (position, group_name, role_id, team_id)
     select row_number() over (), g, r, t from unnest($1::text[], $2::bigint[], $3::bigint[]) as x (g, r, t)`,
    [given.map(({ groupName }) => groupName), given.map(({ roleId }) => roleId), given.map(({ teamId }) => teamId)],
  );
}

export async function replaceInGroupRoles(tx: Queryable, roleId: number, by: number): Promise<void> {
  await run(tx, 'update group_roles set role_id = $2 where role_id = $1', [roleId, by]);
}

export async function deleteGroupRolesOf(tx: Queryable, roleId: number): Promise<void> {
  await run(tx, 'delete from group_roles where role_id = $1', [roleId]);
}
