import type { Person, PersonInput } from '../../../contract/directory/people.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';

export type PersonRow = Omit<Person, 'createdAt' | 'removedAt'> & { createdAt: Date; removedAt: Date | null };

const status = `case when p.disabled_at is not null then 'disabled'
  when p.auth_user_id is null then 'invited' else 'active' end`;
const columns = `p.id, p.email, p.name, p.role, p.time_zone, ${status} as status, p.removed_at, p.version, p.created_at,
  array(select m.team_id from team_members m where m.person_id = p.id order by m.team_id) as team_ids`;
const byName = nameList('p.name', 'p.email', 'p.id');

export async function listPeople(
  db: Queryable,
  query: NameListQuery & { status?: Person['status'] | 'enabled' | undefined },
) {
  const found = await rows<PersonRow>(
    db,
    `select ${columns} from people p
     where ${byName.where}
       and ($8::text is null or ${status} = $8 or ($8 = 'enabled' and p.disabled_at is null))
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.status ?? null],
  );
  return pageOfNames(found, query, ({ name, id, email }) => [name, id, email]);
}

export async function loadPerson(db: Queryable, id: number): Promise<PersonRow | null> {
  return row<PersonRow>(db, `select ${columns} from people p where p.id = $1`, [id]);
}

export async function findPersonByEmail(db: Queryable, email: string): Promise<PersonRow | null> {
  return row<PersonRow>(db, `select ${columns} from people p where p.email = lower($1)`, [email]);
}

/** The name of a person who is not deactivated. */
export async function loadEnabledName(db: Queryable, id: number): Promise<string | null> {
  const found = await row<{ name: string }>(db, 'select name from people where id = $1 and disabled_at is null', [id]);
  return found?.name ?? null;
}

export type PersonAccess = {
  id: number;
  name: string;
  email: string;
  role: Person['role'];
  authUserId: string | null;
  disabledAt: Date | null;
  removedAt: Date | null;
};

const access = 'id, name, email, role, auth_user_id, disabled_at, removed_at';

/** What decides about access; locks the row until the transaction ends. */
export async function lockAccess(tx: Queryable, id: number): Promise<PersonAccess | null> {
  return row<PersonAccess>(tx, `select ${access} from people where id = $1 for update`, [id]);
}

export async function loadAccessByAuthUser(db: Queryable, authUserId: string): Promise<PersonAccess | null> {
  return row<PersonAccess>(db, `select ${access} from people where auth_user_id = $1`, [authUserId]);
}

export async function insertPerson(tx: Queryable, person: PersonInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into people (email, name, role, time_zone) values ($1, $2, $3, $4) returning id',
    [person.email, person.name, person.role, person.timeZone],
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updatePerson(
  tx: Queryable,
  id: number,
  person: PersonInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    // A role that a person gives is no longer that of a group.
    `update people set email = $2, name = $3, role = $4, time_zone = $5, version = version + 1,
       role_by_hand = case when role = $4 then role_by_hand end
     where id = $1 and ($6::int is null or version = $6)`,
    [id, person.email, person.name, person.role, person.timeZone, version ?? null],
  );
  return updated === 1;
}

export async function setDisabled(tx: Queryable, id: number, disabled: boolean): Promise<void> {
  await run(
    tx,
    `update people set disabled_at = case when $2 then evenkeel.now() end, version = version + 1
     where id = $1 and (disabled_at is not null) <> $2`,
    [id, disabled],
  );
  if (disabled) await tx.query('select evenkeel.wait_for_claims($1, null)', [id]);
}

export async function setAuthUser(tx: Queryable, id: number, authUserId: string): Promise<void> {
  await run(tx, 'update people set auth_user_id = $2, version = version + 1 where id = $1', [id, authUserId]);
}

/** Lets one transaction at a time decide who the admins are, so that two cannot remove each other. */
export async function lockAdmins(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [locks.admins]);
}

/** Whether anybody administers who has signed in; with `enabled` only those who still may. */
export async function hasAdmin(db: Queryable, enabled: boolean): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from people where role = 'admin' and auth_user_id is not null
       and (not $1 or disabled_at is null)) as found`,
    [enabled],
  );
  return found!.found;
}
