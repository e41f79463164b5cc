import type { PlaybookReadersInput } from '../../../contract/program/playbook.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type ReaderRow = { personId: number; name: string; confirmedAt: Date | null };

/** Who should read it: everybody who may respond, or the members of the teams. `$1`: of teams only; `$2`: their ids. */
const asked = `p.disabled_at is null and case when $1
  then exists (select from team_members m where m.person_id = p.id and m.team_id = any($2::bigint[]))
  else p.role <> 'viewer' end`;

const choice = ({ who, teamIds }: PlaybookReadersInput) => [who === 'teams', teamIds];

export async function isAsked(db: Queryable, readers: PlaybookReadersInput, personId: number): Promise<boolean> {
  return (await row(db, `select from people p where p.id = $3 and ${asked}`, [...choice(readers), personId])) !== null;
}

export async function confirmedAt(db: Queryable, versionId: number, personId: number): Promise<Date | null> {
  const found = await row<{ at: Date }>(
    db,
    'select confirmed_at as at from playbook_confirmations where (version_id, person_id) = ($1, $2)',
    [versionId, personId],
  );
  return found?.at ?? null;
}

export async function countReaders(
  db: Queryable,
  readers: PlaybookReadersInput,
  versionId: number | null,
): Promise<{ asked: number; confirmed: number }> {
  const found = await row<{ asked: number; confirmed: number }>(
    db,
    `select count(*)::int as asked, count(c.confirmed_at)::int as confirmed from people p
     left join playbook_confirmations c on c.person_id = p.id and c.version_id = $3 where ${asked}`,
    [...choice(readers), versionId],
  );
  return found!;
}

export type TeamReaders = {
  teamId: number | null;
  teamName: string | null;
  asked: number;
  confirmed: number;
  missing: { id: number; name: string }[];
};

/** By team, each with at most a hundred who have not confirmed it; people without a team last. */
export async function listByTeam(
  db: Queryable,
  readers: PlaybookReadersInput,
  versionId: number | null,
): Promise<TeamReaders[]> {
  return rows(
    db,
    `with reader as (
       select p.id, p.name, c.confirmed_at from people p
       left join playbook_confirmations c on c.person_id = p.id and c.version_id = $3 where ${asked}),
     placed as (
       select r.*, t.id as team_id, t.name as team_name,
         row_number() over (partition by t.id order by (r.confirmed_at is not null), r.name, r.id) as place
       from reader r left join team_members m on m.person_id = r.id and (not $1 or m.team_id = any($2::bigint[]))
       left join teams t on t.id = m.team_id)
     select team_id, team_name, count(*)::int as asked, count(confirmed_at)::int as confirmed,
       coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name, id)
         filter (where confirmed_at is null and place <= 100), '[]') as missing
     from placed group by team_id, team_name order by team_name nulls last, team_id limit 200`,
    [...choice(readers), versionId],
  );
}

/** By name; `afterId` with the name it had: keyset. */
export async function listReaders(
  db: Queryable,
  readers: PlaybookReadersInput,
  versionId: number | null,
  { limit, after }: { limit: number; after: [name: string, id: number] | null },
): Promise<(ReaderRow & { teams: string[] })[]> {
  return rows(
    db,
    `select p.id as person_id, p.name, c.confirmed_at,
       array(select t.name from team_members m join teams t on t.id = m.team_id where m.person_id = p.id
         order by t.name limit 50) as teams
     from people p left join playbook_confirmations c on c.person_id = p.id and c.version_id = $3
     where ${asked} and ($4::text is null or (p.name, p.id) > ($4, $5)) order by p.name, p.id limit $6`,
    [...choice(readers), versionId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Ids of those who should read the version and have not confirmed it. */
export async function listUnconfirmed(
  db: Queryable,
  readers: PlaybookReadersInput,
  versionId: number,
): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select p.id from people p where ${asked}
       and not exists (select from playbook_confirmations c where c.person_id = p.id and c.version_id = $3)
     order by p.id limit 5000`,
    [...choice(readers), versionId],
  );
  return found.map(({ id }) => id);
}

/** Ids of teams that do not exist. */
export async function missingTeams(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select asked as id from unnest($1::bigint[]) asked where not exists (select from teams t where t.id = asked)',
    [ids],
  );
  return found.map(({ id }) => id);
}
