import { type Queryable, rows } from '../../../platform/db/database.ts';
import { keptInParallel } from '../../parallel-runs/parallel-sql.ts';
import { keptInSandbox } from '../../sandbox/sandbox-sql.ts';

export type ReachRow = {
  policyId: number | null;
  serviceId: number | null;
  isByHand: boolean;
  reaches: boolean;
  problems: { code: string }[];
};

/** Pages of the incident and of its alerts, with whether they reached somebody, still may, or would have but for a sandbox or a parallel run. */
export function listReach(db: Queryable, incidentId: number): Promise<ReachRow[]> {
  return rows(
    db,
    `select p.policy_id, p.service_id, p.incident_id is not null and p.policy_id is null as is_by_hand, p.problems,
       exists (select from notifications n where n.page_id = p.id and n.person_id is not null
         and (n.state in ('pending', 'sending', 'sent') or n.outcome in ('${keptInSandbox}', '${keptInParallel}')))
         or p.state = 'acknowledged' as reaches
     from pages p
     where p.incident_id = $1 or p.id in (select pa.page_id from page_alerts pa
       join incident_alerts x on x.alert_id = pa.alert_id where x.incident_id = $1)
     order by p.id desc limit 200`,
    [incidentId],
  );
}

export async function listRolesHeld(db: Queryable, incidentId: number): Promise<string[]> {
  const found = await rows<{ role: string }>(
    db,
    'select distinct role from incident_roles where incident_id = $1 and renounced_at is null',
    [incidentId],
  );
  return found.map(({ role }) => role);
}

/** Incidents that go on and should have paged somebody, the newest first. */
export async function listGoingOn(db: Queryable): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select id from incidents where lifecycle in ('triage', 'active', 'stable') and kind in ('real', 'drill')
     order by id desc limit 50`,
  );
  return found.map(({ id }) => id);
}
