/** What digests tell of besides the measures, as it stands now. */
import type { OpenWorkFacts, ProgramFacts } from '../../../domain/outgoing/digests/digest-text.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

/** How far ahead milestones are looked for. */
const aheadDays = 14;
/** More than a digest shows. */
const most = 50;

const ofTeam = `($1::bigint is null or a.incident_id in (select x.incident_id from incident_services x
  join services s on s.id = x.service_id where s.team_id = $1))`;

/** Of real incidents, the longest overdue first. */
export async function readOpenWork(db: Queryable, teamId: number | null): Promise<OpenWorkFacts> {
  const counts = await row<{ open: number; overdue: number }>(
    db,
    `select count(*)::int as open, (count(*) filter (where a.due_at < evenkeel.now()))::int as overdue
     from action_items a join incidents i on i.id = a.incident_id
     where a.state = 'open' and i.kind = 'real' and ${ofTeam}`,
    [teamId],
  );
  const items = await rows<{ title: string; ownerName: string | null; dueAt: Date }>(
    db,
    `select a.title, p.name as owner_name, a.due_at from action_items a join incidents i on i.id = a.incident_id
     left join people p on p.id = a.owner_id
     where a.state = 'open' and a.due_at < evenkeel.now() and i.kind = 'real' and ${ofTeam}
     order by a.due_at, a.id limit ${most}`,
    [teamId],
  );
  return { ...counts!, items: items.map(({ dueAt, ...item }) => ({ ...item, dueMs: dueAt.getTime() })) };
}

export async function readProgram(db: Queryable, teamId: number | null): Promise<ProgramFacts> {
  const milestones = await rows<ProgramFacts['milestones'][number]>(
    db,
    `select m.title, t.name as team_name, m.due_on::text,
       m.due_on < (evenkeel.now() at time zone p.time_zone)::date as is_overdue
     from pilots p join teams t on t.id = p.team_id join pilot_milestones m on m.pilot_id = p.id
     where p.ended_at is null and m.done_at is null and m.removed_at is null and ($1::bigint is null or p.team_id = $1)
       and m.due_on <= (evenkeel.now() at time zone p.time_zone)::date + ${aheadDays}
     order by m.due_on, m.pilot_id, m.position limit ${most}`,
    [teamId],
  );
  const drills = await rows<{ title: string; teamName: string | null; plannedFor: Date | null }>(
    db,
    `select d.title, t.name as team_name, d.planned_for from drills d left join teams t on t.id = d.team_id
     where d.state = 'planned' and d.format <> 'unannounced' and ($1::bigint is null or d.team_id = $1)
     order by d.planned_for nulls last, d.id limit ${most}`,
    [teamId],
  );
  return {
    milestones,
    drills: drills.map(({ plannedFor, ...drill }) => ({ ...drill, plannedMs: plannedFor?.getTime() ?? null })),
  };
}
