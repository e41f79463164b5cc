import { type Queryable, rows } from '../../platform/db/database.ts';

export type TeamRow = { id: number; name: string; count: number; notReady: number };

/** The last team of the part before, by name. */
export type After = { name: string; id: number } | null;

/** Teams by name, or one of them, with how many services they own and how many of those have a gap. */
export async function listTeams(db: Queryable, teamId: number | null, after: After, limit: number): Promise<TeamRow[]> {
  return rows(
    db,
    `select t.id, t.name, count(s.id) as count, count(*) filter (where r.result <> 'ready') as not_ready
     from (select id, name from teams
       where ($1::bigint is null or id = $1) and ($2::text is null or (name, id) > ($2, $3::bigint))
       order by name, id limit $4) t
     left join services s on s.team_id = t.id left join service_readiness r on r.service_id = s.id
     group by t.id, t.name order by t.name, t.id`,
    [teamId, after?.name ?? null, after?.id ?? null, limit],
  );
}
