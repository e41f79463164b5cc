/** The alerts of incidents: who declares from them, what is linked, and which of them a route wants an incident for. */
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { sandboxOfAlert } from '../../sandbox/sandbox-sql.ts';

export type AlertRow = {
  id: number;
  title: string;
  severity: number;
  serviceId: number | null;
  triggeredAt: Date;
  /** When the sender says that it began, never later than it came to us. */
  beganAt: Date;
};

const columns = `a.id, a.title, a.severity, a.service_id, a.triggered_at,
  least(coalesce(a.occurred_at, a.triggered_at), a.triggered_at) as began_at`;

/** Most severe first, oldest first among equals. */
export async function loadAlerts(db: Queryable, ids: number[]): Promise<AlertRow[]> {
  return rows(
    db,
    `select ${columns} from alerts a where a.id = any ($1::bigint[]) order by a.severity, a.triggered_at, a.id`,
    [ids],
  );
}

/** Links alerts that belong to no incident; returns which ones it linked. */
export async function linkAlerts(tx: Queryable, incidentId: number, ids: number[], by: unknown): Promise<number[]> {
  const linked = await rows<{ alertId: number }>(
    tx,
    `with wanted as (select id from unnest($2::bigint[]) u (id) order by id)
     insert into incident_alerts (alert_id, incident_id, linked_by) select id, $1, $3 from wanted
     on conflict (alert_id) do nothing returning alert_id`,
    [incidentId, ids, JSON.stringify(by)],
  );
  return linked.map(({ alertId }) => alertId);
}

/** The first of these alerts that belongs to another incident. */
export async function findLinkElsewhere(
  db: Queryable,
  incidentId: number,
  alertIds: number[],
): Promise<{ alertId: number; incidentId: number } | null> {
  return row(
    db,
    `select alert_id, incident_id from incident_alerts where alert_id = any ($2::bigint[]) and incident_id <> $1
     order by alert_id limit 1`,
    [incidentId, alertIds],
  );
}

export async function unlinkAlert(tx: Queryable, incidentId: number, alertId: number): Promise<boolean> {
  const deleted = await run(tx, 'delete from incident_alerts where incident_id = $1 and alert_id = $2', [
    incidentId,
    alertId,
  ]);
  return deleted === 1;
}

export async function listOpenAlertIds(db: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select a.id from incident_alerts x join alerts a on a.id = x.alert_id
     where x.incident_id = $1 and a.state <> 'resolved' order by a.id`,
    [incidentId],
  );
  return found.map(({ id }) => id);
}

/** Pages that were opened for the incident itself and are not over. */
export async function listUnresolvedPageIds(db: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    "select id from pages where incident_id = $1 and state <> 'resolved' order by id",
    [incidentId],
  );
  return found.map(({ id }) => id);
}

/** What an alert is: of a test or a drill, by the label that Evenkeel gives both. */
export type AlertKind = 'real' | 'drill' | 'test';
export type DeclaringAlert = AlertRow & {
  declareSeverity: number;
  declareKey: string;
  routeName: string | null;
  kind: AlertKind;
};

const kindOf = (a: string) => `case when ${a}.labels->>'evenkeel_test' is distinct from 'true' then 'real'
  when ${a}.labels ? 'evenkeel_drill' then 'drill' else 'test' end`;

/**
 * Locks alerts that their routes want an incident for; those that another node or a sender's signal holds are left for
 * the next run. Alerts of one group, else of one service, share a key and so an incident; practice shares none with what is
 * real.
 */
export async function claimDeclaringAlerts(tx: Queryable, limit: number): Promise<DeclaringAlert[]> {
  return rows(
    tx,
    `select ${columns}, a.declare_severity, r.name as route_name, k.kind,
       encode(sha256(convert_to(coalesce(nullif(k.kind, 'real') || ' ', '') || coalesce('sandbox ' || ${sandboxOfAlert('a')} || ' ', '')
         || coalesce(a.route_id::text, '') || ' ' || coalesce(
         'group ' || a.group_key, 'service ' || a.service_id, 'alert ' || a.id), 'UTF8')), 'hex') as declare_key
     from alerts a left join routes r on r.id = a.route_id cross join lateral (select ${kindOf('a')} as kind) k
     where a.declare_severity is not null and a.state <> 'resolved' and a.suppressed_reason is null
     order by a.id limit $1 for update of a skip locked`,
    [limit],
  );
}

/** The open incident that a route declared for this key, locked. */
export async function lockDeclared(tx: Queryable, declareKey: string): Promise<number | null> {
  const found = await row<{ id: number }>(
    tx,
    `select id from incidents where declare_key = $1 and lifecycle in ('triage', 'active', 'stable') for update`,
    [declareKey],
  );
  return found?.id ?? null;
}

/** Lets one transaction at a time declare for a key. */
export async function lockDeclareKey(tx: Queryable, declareKey: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('declare ' || $1, 0))", [declareKey]);
}
