import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';

export type TeamSigns = {
  isAssessed: boolean;
  goals: number;
  isMatrixChanged: boolean;
  services: number;
  servicesWithoutPolicy: number;
  importantServicesWithoutRunbook: number;
  members: number;
  untrainedMembers: number;
  isDrillScored: boolean;
  requiredPostmortems: number;
  missingPostmortems: number;
  isReviewHeld: boolean;
};

/**
 * What the tables say about the milestones of a team's plan since it started; of postmortems those of incidents since its
 * baseline began.
 */
export async function loadTeamSigns(db: Queryable, teamId: number, since: Date, asked: Date): Promise<TeamSigns> {
  const found = await row<TeamSigns>(
    db,
    `with own as (select id, tier, escalation_policy_id from services where team_id = $1),
     important as (select id from own order by tier, id limit 5),
     asked as (
       select m.completed_at from postmortems m join incidents i on i.id = m.incident_id
       where m.is_required and i.kind = 'real' and i.declared_at >= $3
         and exists (select from incident_services x join own on own.id = x.service_id where x.incident_id = i.id)),
     members as (
       select p.id, (select count(distinct c.course_key) from certificates c where c.person_id = p.id
           and c.expires_at > evenkeel.now() and c.course_key in ('incident-management-basics', 'on-call-responder')) as passed
       from team_members t join people p on p.id = t.person_id where t.team_id = $1 and p.disabled_at is null)
     select exists (select from assessments where completed_at >= $2) as is_assessed,
       (select count(*) from goals where dropped_at is null and baseline_frozen_at is not null and created_at >= $2
          and (team_id is null or team_id = $1)) as goals,
       exists (select from settings where name = '${settings.severityMatrix.name}' and updated_at >= $2) as is_matrix_changed,
       (select count(*) from own) as services,
       (select count(*) from own where escalation_policy_id is null) as services_without_policy,
       (select count(*) from important s where not exists (select from runbook_services x
          join runbooks r on r.id = x.runbook_id where x.service_id = s.id and r.archived_at is null
            and (r.reviewed_at is not null or exists (select from runbook_runs u where u.runbook_id = r.id))))
         as important_services_without_runbook,
       (select count(*) from members) as members,
       (select count(*) from members where passed < 2) as untrained_members,
       exists (select from drills where state = 'finished' and possible > 0 and finished_at >= $2
          and (team_id is null or team_id = $1)) as is_drill_scored,
       (select count(*) from asked) as required_postmortems,
       (select count(*) from asked where completed_at is null) as missing_postmortems,
       exists (select from quarterly_reviews where held_at >= $2) as is_review_held`,
    [teamId, since, asked],
  );
  return found!;
}

export async function listTeamSchedules(db: Queryable, teamId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(db, 'select id from schedules where team_id = $1 order by id limit 100', [
    teamId,
  ]);
  return found.map(({ id }) => id);
}
