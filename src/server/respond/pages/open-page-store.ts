import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { type Queryable, row } from '../../platform/db/database.ts';
import { urgencyOf } from './opening-store.ts';

export type NewPage = {
  policyId: number | null;
  policy: EscalationDefinition;
  title: string;
  message: string;
  severity: number;
  urgency: Urgency;
  kind: 'real' | 'drill' | 'test';
  serviceId: number | null;
  incidentId: number | null;
  groupKey: string;
};

export async function insertPage(tx: Queryable, page: NewPage): Promise<{ id: number; now: Date }> {
  const inserted = await row<{ id: number; now: Date }>(
    tx,
    `insert into pages (policy_id, policy, title, message, severity, urgency, kind, service_id, incident_id, group_hash,
       due_at, opened_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, sha256(convert_to($10, 'UTF8')), t.now, t.now
     from (select date_trunc('milliseconds', evenkeel.now()) as now) t returning id, opened_at as now`,
    [
      page.policyId,
      JSON.stringify(page.policy),
      page.title,
      page.message,
      page.severity,
      page.urgency,
      page.kind,
      page.serviceId,
      page.incidentId,
      page.groupKey,
    ],
  );
  return inserted!;
}

export async function loadPolicy(db: Queryable, id: number): Promise<{ definition: unknown } | null> {
  return row(db, 'select definition from escalation_policies where id = $1', [id]);
}

export async function targetExists(db: Queryable, kind: 'person' | 'schedule' | 'team', id: number): Promise<boolean> {
  const tables = { person: 'people', schedule: 'schedules', team: 'teams' } as const;
  const condition = kind === 'person' ? 'and disabled_at is null' : '';
  return (await row(db, `select 1 from ${tables[kind]} where id = $1 ${condition}`, [id])) !== null;
}

/** How loudly a severity pages. */
export async function loadUrgency(db: Queryable, severity: number): Promise<string> {
  return (await row<{ urgency: string }>(db, `select ${urgencyOf('$1::int')} as urgency`, [severity]))!.urgency;
}
