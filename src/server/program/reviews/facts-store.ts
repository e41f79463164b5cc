import { teamThen } from '../../directory/services/team-then.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

type Period = { from: Date; to: Date };

/** Of a team: it owned an affected service when the incident `i` was declared, as the measures count. Null: everything. */
const isOfTeam = (team: string) => `(${team}::bigint is null or exists (
  select from incident_services x join services s on s.id = x.service_id
  where x.incident_id = i.id and ${teamThen('s', 'i.declared_at')} = ${team}))`;

/** Drills that were finished in a period, and the mean share of their points; a drill without a team is that of who owned its services then. */
export async function loadDrillFacts(db: Queryable, { from, to }: Period, teamId: number | null) {
  return (await row<{ held: number; meanShare: number | null }>(
    db,
    `select count(*) as held, (avg(points::float8 / possible) filter (where possible > 0))::float8 as mean_share
     from drills d where state = 'finished' and finished_at >= $1 and finished_at < $2 and ($3::bigint is null or team_id = $3
       or team_id is null and exists (select from services s
         where s.id = any (d.service_ids) and ${teamThen('s', 'd.finished_at')} = $3))`,
    [from, to, teamId],
  ))!;
}

/** People who can respond, of a team its members, and how many of them hold certificates at an instant. */
export async function loadTrainingFacts(db: Queryable, at: Date, teamId: number | null) {
  return (await row<{ people: number; certified: number; expiringSoon: number }>(
    db,
    `with concerned as (
       select id, role from people p where disabled_at is null and ($2::bigint is null
         or exists (select from team_members m where m.team_id = $2 and m.person_id = p.id))),
     latest as (
       select c.person_id, c.course_key, max(c.expires_at) as expires_at from certificates c
       join concerned p on p.id = c.person_id where c.issued_at <= $1 group by 1, 2)
     select (select count(*) from concerned where role <> 'viewer') as people,
       (select count(distinct person_id) from latest where expires_at > $1) as certified,
       (select count(*) from latest where expires_at > $1 and expires_at <= $1::timestamptz + interval '30 days')
         as expiring_soon`,
    [at, teamId],
  ))!;
}

/** Action items of real incidents that were open at an instant. */
export async function loadActionItemFacts(db: Queryable, at: Date, teamId: number | null) {
  return (await row<{ open: number; overdue: number }>(
    db,
    `select count(*) as open, count(*) filter (where a.due_at < $1) as overdue
     from action_items a join incidents i on i.id = a.incident_id
     where i.kind = 'real' and a.created_at <= $1 and (a.finished_at is null or a.finished_at > $1)
       and ${isOfTeam('$2')}`,
    [at, teamId],
  ))!;
}

/** Accounts by id or address, each with the first team of theirs. */
export async function listAccounts(db: Queryable, ids: readonly number[], emails: readonly string[]) {
  return rows<{ id: number; name: string; email: string; teamName: string | null }>(
    db,
    `select p.id, p.name, p.email, (select t.name from team_members m join teams t on t.id = m.team_id
       where m.person_id = p.id order by t.name limit 1) as team_name
     from people p where p.id = any ($1::bigint[]) or lower(p.email) = any ($2::text[])`,
    [ids, emails],
  );
}

/** Confirmed returns that were declared in a period; at most 50, the newest. */
export async function listRecurrences(db: Queryable, { from, to }: Period, teamId: number | null) {
  return rows<{ key: string; earlierKey: string; earlierItemOpen: boolean }>(
    db,
    `select 'INC-' || i.id as key, 'INC-' || r.earlier_incident_id as earlier_key,
       exists (select from action_items a where a.incident_id = r.earlier_incident_id and a.created_at < i.declared_at
         and (a.finished_at is null or a.finished_at > i.declared_at)) as earlier_item_open
     from recurrences r join incidents i on i.id = r.incident_id
     where r.state = 'confirmed' and i.kind = 'real' and i.declared_at >= $1 and i.declared_at < $2
       and ${isOfTeam('$3')}
     order by i.declared_at desc limit 50`,
    [from, to, teamId],
  );
}
