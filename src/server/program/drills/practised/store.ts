/** When services and teams last practised. */
import { teamThen } from '../../../directory/services/team-then.ts';
import { type Queryable, rows } from '../../../platform/db/database.ts';
import type { DrillRow } from '../store.ts';

/** The last finished drill of each of these services, or of its team. */
export async function listLastDrills(db: Queryable, serviceIds: readonly number[]) {
  return rows<{ serviceId: number; id: number; title: string; finishedAt: Date }>(
    db,
    `select s.id as service_id, x.id, x.title, x.finished_at from services s cross join lateral (
       select d.id, d.title, d.finished_at from drills d
       where d.finished_at is not null and (s.id = any (d.service_ids) or d.team_id = s.team_id)
       order by d.finished_at desc, d.id desc limit 1) x
     where s.id = any ($1::bigint[])`,
    [serviceIds],
  );
}

/** Drills with each of these teams whose own they are, or whose services they are of. `moment`: when they owned them. */
const ofTeams = (isWanted: string, moment: string) => `(
  select d.team_id, d.id from drills d where ${isWanted} and d.team_id = any ($1::bigint[])
  union
  select o.team_id, d.id from drills d join services s on s.id = any (d.service_ids)
    cross join lateral (select ${teamThen('s', moment)} as team_id) o
  where ${isWanted} and o.team_id = any ($1::bigint[]))`;

/** The last drill that each of these teams finished; those without one are left out. */
export async function listLastOfTeams(db: Queryable, teamIds: readonly number[]) {
  type Found = Pick<DrillRow, 'id' | 'title' | 'format'> & { teamId: number; finishedAt: Date };
  return rows<Found & { points: number | null; possible: number | null }>(
    db,
    `select distinct on (x.team_id) x.team_id, d.id, d.title, d.format, d.finished_at, d.points, d.possible
     from ${ofTeams('d.finished_at is not null', 'd.finished_at')} x join drills d on d.id = x.id
     order by x.team_id, d.finished_at desc, d.id desc`,
    [teamIds],
  );
}

/** The next drill of each of these teams that has a time; what is unannounced stays so. */
export async function listNextOfTeams(db: Queryable, teamIds: readonly number[]) {
  const isAhead = `d.state = 'planned' and d.format <> 'unannounced' and d.planned_for > evenkeel.now()`;
  return rows<{ teamId: number; id: number; title: string; plannedFor: Date }>(
    db,
    `select distinct on (x.team_id) x.team_id, d.id, d.title, d.planned_for
     from ${ofTeams(isAhead, 'd.planned_for')} x join drills d on d.id = x.id
     order by x.team_id, d.planned_for, d.id`,
    [teamIds],
  );
}
