import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export async function listTeams(
  db: Queryable,
  { teamId, limit, cursor }: { teamId?: number | undefined; limit: number; cursor?: string | undefined },
) {
  const [name, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<{ id: number; name: string }>(
    db,
    `select id, name from teams
     where ($1::bigint is null or id = $1) and ($2::text is null or (name, id) > ($2, $3::bigint))
     order by name, id limit $4`,
    [teamId ?? null, name, id, limit + 1],
  );
  return pageOf(found, limit, (team) => [team.name, team.id]);
}

export function listMembers(db: Queryable, teamIds: number[]): Promise<{ teamId: number; personId: number }[]> {
  return rows(db, 'select team_id, person_id from team_members where team_id = any($1::bigint[])', [teamIds]);
}

/** The schedules of the teams, with who has overrides that are not over. */
export function listSchedules(
  db: Queryable,
  teamIds: number[],
): Promise<{ teamId: number; definition: ScheduleDefinition; overriding: number[] }[]> {
  return rows(
    db,
    `select s.team_id, evenkeel.whole_schedule(s.definition, s.at_once) as definition,
       array(select distinct o.person_id from schedule_overrides o
             where o.schedule_id = s.id and o.ends_at > evenkeel.now()) as overriding
     from schedules s where s.team_id = any($1::bigint[])`,
    [teamIds],
  );
}

/** Those of the people who are not deactivated, by name. */
export function listPeople(db: Queryable, personIds: number[]): Promise<{ id: number; name: string }[]> {
  return rows(
    db,
    'select id, name from people where id = any($1::bigint[]) and disabled_at is null order by name, id',
    [personIds],
  );
}

/** The latest certificate of each person for each course. */
export function listLatest(
  db: Queryable,
  personIds: number[],
): Promise<{ personId: number; courseKey: string; expiresAt: Date }[]> {
  return rows(
    db,
    `select distinct on (person_id, course_key) person_id, course_key, expires_at from certificates
     where person_id = any($1::bigint[]) order by person_id, course_key, expires_at desc, id desc`,
    [personIds],
  );
}
