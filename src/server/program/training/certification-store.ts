import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type Named = { id: number; name: string };

/** So many holders are looked at when somebody else is sought. */
const mostHolders = 500;

const holds = `exists (select from certificates c where c.person_id = p.id and c.course_key = $1 and c.expires_at > evenkeel.now())`;

export async function countHolders(db: Queryable, courseKey: string): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from people p where p.disabled_at is null and ${holds}`,
    [courseKey],
  );
  return found!.count;
}

/** Those of the people who have no valid certificate, by name. */
export function listLacking(db: Queryable, courseKey: string, personIds: number[]): Promise<Named[]> {
  return rows(
    db,
    `select p.id, p.name from people p where p.id = any($2::bigint[]) and not ${holds} order by p.name, p.id`,
    [courseKey, personIds],
  );
}

/** Who holds a valid certificate and may respond, by name. */
export function listHolders(db: Queryable, courseKey: string): Promise<Named[]> {
  return rows(
    db,
    `select p.id, p.name from people p
     where p.disabled_at is null and p.role <> 'viewer' and ${holds} order by p.name, p.id limit ${mostHolders}`,
    [courseKey],
  );
}

/** Who of the team, or of the people named, holds a valid certificate and may respond, by name. */
export function listHoldersAmong(
  db: Queryable,
  courseKey: string,
  { teamId, personIds }: { teamId: number | null; personIds: number[] },
): Promise<Named[]> {
  return rows(
    db,
    `select p.id, p.name from people p
     where p.disabled_at is null and p.role <> 'viewer' and ${holds}
       and (p.id = any($2::bigint[]) or exists (select from team_members m where m.team_id = $3 and m.person_id = p.id))
     order by p.name, p.id limit ${mostHolders}`,
    [courseKey, personIds, teamId],
  );
}

/** Ids of schedules that do not exist. */
export async function missingSchedules(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select asked as id from unnest($1::bigint[]) asked where not exists (select from schedules s where s.id = asked)',
    [ids],
  );
  return found.map(({ id }) => id);
}

/** Valid certificates that end before `until`, the first to end first, of people who hold no later one of the course. */
export function listExpiring(
  db: Queryable,
  until: Date,
): Promise<{ id: number; personId: number; courseKey: string; expiresAt: Date }[]> {
  return rows(
    db,
    `select c.id, c.person_id, c.course_key, c.expires_at from certificates c join people p on p.id = c.person_id
     where c.expires_at > evenkeel.now() and c.expires_at <= $1 and p.disabled_at is null
       and not exists (select from certificates later where later.person_id = c.person_id
         and later.course_key = c.course_key and (later.expires_at, later.id) > (c.expires_at, c.id))
     order by c.expires_at, c.id limit 5000`,
    [until],
  );
}
