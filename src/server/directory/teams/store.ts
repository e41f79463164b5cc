import type { Team, TeamInput } from '../../../contract/directory/teams.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';

type TeamRow = Omit<Team, 'createdAt'> & { createdAt: Date };

const columns = `t.id, t.slug, t.name, t.description, t.reach_rule, t.working_hours, t.version, t.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name, 'isLead', m.is_lead) order by p.name, p.id)
            from team_members m join people p on p.id = m.person_id where m.team_id = t.id), '[]') as members`;

const byName = nameList('t.name', 't.slug', 't.id');

export async function listTeams(db: Queryable, query: NameListQuery) {
  const found = await rows<TeamRow>(
    db,
    `select ${columns} from teams t where ${byName.where} ${byName.orderAndLimit}`,
    nameListParameters(query),
  );
  return pageOfNames(found, query, ({ name, id, slug }) => [name, id, slug]);
}

export async function loadTeam(db: Queryable, id: number): Promise<TeamRow | null> {
  return row<TeamRow>(db, `select ${columns} from teams t where t.id = $1`, [id]);
}

const stored = (part: object | null) => (part === null ? null : JSON.stringify(part));

export async function insertTeam(db: Queryable, team: TeamInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into teams (slug, name, description, reach_rule, working_hours) values ($1, $2, $3, $4, $5) returning id`,
    [team.slug, team.name, team.description, stored(team.reachRule), stored(team.workingHours)],
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateTeam(
  db: Queryable,
  id: number,
  team: TeamInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update teams set slug = $2, name = $3, description = $4, reach_rule = $6, working_hours = $7,
       version = version + 1
     where id = $1 and ($5::int is null or version = $5)`,
    [
      ...[id, team.slug, team.name, team.description, version ?? null],
      ...[stored(team.reachRule), stored(team.workingHours)],
    ],
  );
  return updated === 1;
}

/** Without `leadIds`, whoever stays leads the team or does not, as before. */
export async function replaceMembers(
  db: Queryable,
  teamId: number,
  personIds: number[],
  leadIds?: number[],
): Promise<void> {
  await run(db, 'delete from team_members where team_id = $1 and person_id <> all ($2::bigint[])', [teamId, personIds]);
  await run(
    db,
    'insert into team_members (team_id, person_id) select $1, unnest($2::bigint[]) on conflict do nothing',
    [teamId, personIds],
  );
  if (leadIds === undefined) return;
  await run(
    db,
    `update team_members set is_lead = not is_lead, lead_by_group = false
     where team_id = $1 and is_lead <> (person_id = any ($2::bigint[]))`,
    [teamId, leadIds],
  );
}

/** The teams that a person leads, by name. */
export async function teamsLedBy(db: Queryable, personId: number): Promise<{ id: number; name: string }[]> {
  return rows(
    db,
    `select t.id, t.name from team_members m join teams t on t.id = m.team_id
     where m.person_id = $1 and m.is_lead order by t.name, t.id limit 200`,
    [personId],
  );
}

export async function deleteTeam(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from teams where id = $1', [id])) === 1;
}

/** `isLead`: that they lead is given by a group. */
export async function membersByGroup(db: Queryable, teamId: number): Promise<{ personId: number; isLead: boolean }[]> {
  return rows(
    db,
    `select person_id, lead_by_group as is_lead from team_members
     where team_id = $1 and (by_group or lead_by_group) order by person_id limit 500`,
    [teamId],
  );
}

export async function holdByHand(
  db: Queryable,
  teamId: number,
  { memberIds, leadIds }: { memberIds: number[]; leadIds: number[] },
): Promise<void> {
  await run(
    db,
    `update team_members set by_group = false, lead_by_group = lead_by_group and person_id <> all ($3::bigint[])
     where team_id = $1 and person_id = any ($2::bigint[])`,
    [teamId, memberIds, leadIds],
  );
}
