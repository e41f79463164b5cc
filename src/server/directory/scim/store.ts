import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { Filter } from './filter.ts';
import { refuse } from './refuse.ts';

/** What only the provider says of a person. */
export type ScimPerson = {
  userName: string;
  externalId: string | null;
  givenName: string | null;
  familyName: string | null;
};

export type UserRow = ScimPerson & {
  id: number;
  email: string;
  name: string;
  timeZone: string;
  isActive: boolean;
  version: number;
  createdAt: Date;
  groups: { id: number; name: string }[];
};

export type GroupRow = {
  id: number;
  displayName: string;
  externalId: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Null where nobody asked for them. */
  members: { id: number; name: string }[] | null;
};

export type Slice = { filter: Filter | null; offset: number; limit: number };

const people = 'people p left join scim_people s on s.person_id = p.id';
/** Whom the provider deleted is gone for it while they are disabled. */
const isVisible = '(p.disabled_at is null or s.is_deleted is not true)';
const userColumns = `p.id, p.email, p.name, p.time_zone, p.disabled_at is null as is_active, p.version, p.created_at,
  coalesce(s.user_name, p.email) as user_name, s.external_id, s.given_name, s.family_name,
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.display_name) order by g.id)
    from scim_group_members m join scim_groups g on g.id = m.group_id where m.person_id = p.id), '[]') as groups`;

/** Pieces of SQL by the attribute that is compared; the value is bound in `place`. */
type Comparisons = Record<string, (place: string) => string>;

const byUserName = (place: string) => `p.id in (
  select person_id from scim_people where lower(user_name) = lower(${place}) union all
  select q.id from people q where q.email = lower(${place})
    and not exists (select from scim_people where person_id = q.id))`;
const idOf = (place: string) => `case when ${place} ~ '^[0-9]{1,15}$' then ${place}::bigint end`;

const ofUsers: Comparisons = {
  id: (place) => `p.id = ${idOf(place)}`,
  username: byUserName,
  externalid: (place) => `p.id in (select person_id from scim_people where external_id = ${place})`,
  emails: (place) => `p.email = lower(${place})`,
  'emails.value': (place) => `p.email = lower(${place})`,
  displayname: (place) => `lower(p.name) = lower(${place})`,
  active: (place) => `(p.disabled_at is null)::text = ${place}`,
};

const byMember = (place: string) =>
  `g.id in (select group_id from scim_group_members where person_id = ${idOf(place)})`;

const ofGroups: Comparisons = {
  id: (place) => `g.id = ${idOf(place)}`,
  displayname: (place) => `lower(g.display_name) = lower(${place})`,
  externalid: (place) => `g.external_id = ${place}`,
  members: byMember,
  'members.value': byMember,
};

/** The condition with its values bound; attributes come from the list, never from the caller. */
function conditionOf(filter: Filter | null, comparisons: Comparisons, bound: unknown[]): string {
  if (filter === null) return 'true';
  if (filter.kind !== 'eq') {
    const [left, right] = [filter.left, filter.right].map((each) => conditionOf(each, comparisons, bound));
    return `(${left} ${filter.kind} ${right})`;
  }
  if (!Object.hasOwn(comparisons, filter.path))
    throw refuse('invalidFilter', `No filter is offered for ${filter.path.slice(0, 80)}.`);
  bound.push(String(filter.value));
  return comparisons[filter.path]!(`$${bound.length}::text`);
}

export async function listUsers(db: Queryable, { filter, offset, limit }: Slice) {
  const bound: unknown[] = [];
  const where = `${isVisible} and ${conditionOf(filter, ofUsers, bound)}`;
  const total = await count(db, `select count(*)::int as total from ${people} where ${where}`, bound);
  const found = await rows<UserRow>(
    db,
    `select ${userColumns} from ${people} where ${where}
     order by p.id offset $${bound.length + 1} limit $${bound.length + 2}`,
    [...bound, offset, limit],
  );
  return { total, found };
}

const count = async (db: Queryable, sql: string, bound: unknown[]): Promise<number> =>
  (await row<{ total: number }>(db, sql, bound))!.total;

export function loadUser(db: Queryable, id: number): Promise<UserRow | null> {
  return row<UserRow>(db, `select ${userColumns} from ${people} where p.id = $1 and ${isVisible}`, [id]);
}

/** Whom the user name or the address belongs to already; the user name first. */
export function findTaken(
  db: Queryable,
  userName: string,
  email: string,
): Promise<{ id: number; isVisible: boolean }[]> {
  return rows(
    db,
    `select p.id, ${isVisible} as is_visible from ${people}
     where ${byUserName('$1::text')} or p.email = lower($2)
     order by lower(coalesce(s.user_name, p.email)) = lower($1) desc, p.id limit 2`,
    [userName, email],
  );
}

/** Writes what the provider says; whoever has the old version of the person is out of date. */
export async function saveScimPerson(tx: Queryable, id: number, person: ScimPerson, isDeleted: boolean): Promise<void> {
  await run(
    tx,
    `with touched as (update people set version = version + 1 where id = $1)
     insert into scim_people (person_id, user_name, external_id, given_name, family_name, is_deleted)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id) do update set
       user_name = $2, external_id = $3, given_name = $4, family_name = $5, is_deleted = $6`,
    [id, person.userName, person.externalId, person.givenName, person.familyName, isDeleted],
  );
}

/** Whether the provider has told of them, and has not deleted them since. */
export async function isManaged(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select from scim_people where person_id = $1 and not is_deleted', [id])) !== null;
}

const groupColumns = 'g.id, g.display_name, g.external_id, g.version, g.created_at, g.updated_at';
const members = `coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.id)
  from scim_group_members m join people p on p.id = m.person_id where m.group_id = g.id), '[]') as members`;
const groupWith = (withMembers: boolean) => `${groupColumns}, ${withMembers ? members : 'null as members'}`;

export async function listGroups(db: Queryable, { filter, offset, limit }: Slice, withMembers: boolean) {
  const bound: unknown[] = [];
  const where = conditionOf(filter, ofGroups, bound);
  const total = await count(db, `select count(*)::int as total from scim_groups g where ${where}`, bound);
  const found = await rows<GroupRow>(
    db,
    `select ${groupWith(withMembers)} from scim_groups g where ${where}
     order by g.id offset $${bound.length + 1} limit $${bound.length + 2}`,
    [...bound, offset, limit],
  );
  return { total, found };
}

export function loadGroup(db: Queryable, id: number, withMembers = true): Promise<GroupRow | null> {
  return row<GroupRow>(db, `select ${groupWith(withMembers)} from scim_groups g where g.id = $1`, [id]);
}

export async function hasGroup(db: Queryable, displayName: string, exceptId: number | null): Promise<boolean> {
  const found = await row(
    db,
    'select from scim_groups where lower(display_name) = lower($1) and id is distinct from $2',
    [displayName, exceptId],
  );
  return found !== null;
}

export async function insertGroup(tx: Queryable, displayName: string, externalId: string | null): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into scim_groups (display_name, external_id) values ($1, $2) returning id',
    [displayName, externalId],
  );
  return inserted!.id;
}

export async function updateGroup(
  tx: Queryable,
  id: number,
  displayName: string,
  externalId: string | null,
): Promise<void> {
  await run(
    tx,
    `update scim_groups set display_name = $2, external_id = $3, version = version + 1, updated_at = evenkeel.now()
     where id = $1`,
    [id, displayName, externalId],
  );
}

export async function deleteGroup(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from scim_groups where id = $1', [id]);
}

/** Those of the ids that the provider can see. */
export async function listKnown(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select p.id from ${people} where p.id = any ($1::bigint[]) and ${isVisible}`,
    [ids],
  );
  return found.map(({ id }) => id);
}

/** From then on the provider manages them: their groups are those that it pushes. */
export async function addMembers(tx: Queryable, groupId: number, personIds: readonly number[]): Promise<void> {
  await run(
    tx,
    `with managed as (
       insert into scim_people (person_id, user_name) select id, email from people where id = any ($2::bigint[])
       on conflict do nothing)
     insert into scim_group_members (group_id, person_id) select $1, unnest($2::bigint[]) on conflict do nothing`,
    [groupId, personIds],
  );
}

export async function removeMembers(tx: Queryable, groupId: number, personIds: readonly number[]): Promise<void> {
  await run(tx, 'delete from scim_group_members where group_id = $1 and person_id = any ($2::bigint[])', [
    groupId,
    personIds,
  ]);
}

export async function leaveAllGroups(tx: Queryable, personId: number): Promise<void> {
  await run(
    tx,
    `with left_groups as (delete from scim_group_members where person_id = $1 returning group_id)
     update scim_groups set version = version + 1, updated_at = evenkeel.now()
     where id in (select group_id from left_groups)`,
    [personId],
  );
}
