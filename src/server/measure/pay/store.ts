import { teamThen } from '../../directory/services/team-then.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

export type PaidPerson = { id: number; name: string; timeZone: string };

/** By name; at most 2,000. */
export const listPeople = (db: Queryable, ids: number[]): Promise<PaidPerson[]> =>
  rows(db, 'select id, name, time_zone from people where id = any ($1::bigint[]) order by name, id limit 2000', [ids]);

/**
 * Real pages that people acknowledged between these moments, by person, with the team that owned the service when the page
 * was opened. A page is acknowledged within weeks of its opening.
 */
export const listCallOuts = (
  db: Queryable,
  from: Date,
  to: Date,
  teamId: number | null,
): Promise<{ personId: number; at: number; teamId: number | null }[]> =>
  rows(
    db,
    `select (p.acknowledged_by->>'personId')::bigint as person_id,
       extract(epoch from p.acknowledged_at)::float8 * 1000 as at, o.team_id
     from pages p left join services s on s.id = p.service_id
       cross join lateral (select ${teamThen('s', 'p.opened_at')} as team_id) o
     where p.kind = 'real' and p.merged_into is null and p.opened_at >= $1::timestamptz - interval '31 days' and p.opened_at < $2
       and p.acknowledged_at >= $1 and p.acknowledged_at < $2 and p.acknowledged_by->>'personId' is not null
       and ($3::bigint is null or o.team_id = $3)
     order by p.acknowledged_at limit 100000`,
    [from, to, teamId],
  );
