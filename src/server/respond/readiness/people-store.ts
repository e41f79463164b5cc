import type { ReachRule } from '../../../contract/directory/teams.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { pageable } from '../test-pages/store.ts';

export type PersonRow = {
  id: number;
  name: string;
  /** Of their teams that have one. */
  rules: { team: { id: number; name: string }; rule: ReachRule }[];
};

/** The last person of the part before, by name. */
export type After = { name: string; id: number } | null;

/** Active people who could be paged, by name, or one person whatever pages them. */
export async function listPeople(
  db: Queryable,
  { personId, teamId }: { personId?: number | undefined; teamId?: number | undefined },
  after: After,
  limit: number,
): Promise<PersonRow[]> {
  return rows(
    db,
    `with ${pageable}
     select pe.id, pe.name, coalesce((
       select jsonb_agg(jsonb_build_object('team', jsonb_build_object('id', t.id, 'name', t.name), 'rule', t.reach_rule)
         order by t.name, t.id)
       from team_members m join teams t on t.id = m.team_id and t.reach_rule is not null
       where m.person_id = pe.id and ($2::bigint is null or t.id = $2)), '[]') as rules
     from people pe
     where pe.disabled_at is null and (pe.id = $1 or $1::bigint is null and pe.id in (select id from pageable))
       and ($2::bigint is null or exists (select from team_members m where m.person_id = pe.id and m.team_id = $2))
       and ($3::text is null or (pe.name, pe.id) > ($3, $4::bigint))
     order by pe.name, pe.id limit $5`,
    [personId ?? null, teamId ?? null, after?.name ?? null, after?.id ?? null, limit],
  );
}
