/** What a draft is made of that no other store reads in this form. */
import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type FactCounts = { alerts: number; pages: number; responders: number; tasks: number; publicUpdates: number };

export async function countFacts(db: Queryable, incidentId: number): Promise<FactCounts> {
  const found = await row<FactCounts>(
    db,
    `select
       (select count(*) from incident_alerts where incident_id = $1) as alerts,
       (select count(*) from pages p where p.incident_id = $1 or p.id in (select pa.page_id from page_alerts pa
         join incident_alerts x on x.alert_id = pa.alert_id where x.incident_id = $1)) as pages,
       (select count(distinct person_id) from incident_roles where incident_id = $1 and role <> 'observer') as responders,
       (select count(*) from incident_tasks where incident_id = $1) as tasks,
       (select count(*) from incident_updates where incident_id = $1 and audience = 'public') as public_updates`,
    [incidentId],
  );
  return found!;
}

/** Everybody who held a role, in order; of a busy room, the first 200 holdings. */
export function listHeldRoles(
  db: Queryable,
  incidentId: number,
): Promise<{ role: string; personId: number; personName: string; isEnabled: boolean }[]> {
  return rows(
    db,
    `select r.role, p.id as person_id, p.name as person_name, p.disabled_at is null as is_enabled
     from incident_roles r join people p on p.id = r.person_id where r.incident_id = $1 order by r.id limit 200`,
    [incidentId],
  );
}

export function listFollowedRunbooks(
  db: Queryable,
  incidentId: number,
): Promise<{ title: string; stepCount: number; doneCount: number }[]> {
  return rows(
    db,
    `select v.title, v.step_count, (select count(*) from runbook_ticks t where t.run_id = r.id) as done_count
     from runbook_runs r join runbook_versions v on v.runbook_id = r.runbook_id and v.version = r.version
     where r.incident_id = $1 order by r.id limit 20`,
    [incidentId],
  );
}
