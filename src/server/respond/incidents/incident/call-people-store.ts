import { type Queryable, row, rows } from '../../../platform/db/database.ts';

export type ServicePolicy = { serviceId: number; serviceName: string; policyId: number | null; isAsked: boolean };

/**
 * The affected services with their policies, the most important service first. `isAsked`: a page of the incident or
 * of a linked alert asks these people already, or is about to.
 */
export async function listServicePolicies(db: Queryable, incidentId: number): Promise<ServicePolicy[]> {
  return rows(
    db,
    `select s.id as service_id, s.name as service_name, s.escalation_policy_id as policy_id,
       exists (select from incident_alerts x join alerts a on a.id = x.alert_id
         where x.incident_id = $1 and a.service_id = s.id and a.paging in ('wanted', 'paged')) as is_asked
     from incident_services x join services s on s.id = x.service_id
     where x.incident_id = $1 order by s.tier, s.id`,
    [incidentId],
  );
}

/** Policies that pages of the incident or of its alerts have run. */
export async function listAskedPolicies(db: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ policyId: number }>(
    db,
    `select policy_id from pages where incident_id = $1 and policy_id is not null
     union select p.policy_id from incident_alerts x join page_alerts pa on pa.alert_id = x.alert_id
       join pages p on p.id = pa.page_id where x.incident_id = $1 and p.policy_id is not null`,
    [incidentId],
  );
  return found.map(({ policyId }) => policyId);
}

const targetTables = { person: 'people', schedule: 'schedules', team: 'teams', policy: 'escalation_policies' } as const;

export async function targetName(
  db: Queryable,
  target: { kind: keyof typeof targetTables; id: number },
): Promise<string | null> {
  const found = await row<{ name: string }>(db, `select name from ${targetTables[target.kind]} where id = $1`, [
    target.id,
  ]);
  return found?.name ?? null;
}
