/** What a war room shows beside the incident itself; every list is bounded. */
import type { z } from 'zod';
import type { IncidentRoom, incidentRoom } from '../../../../contract/respond/incidents/room.ts';
import type { ProtocolItem } from '../../../../domain/respond/incidents/protocol.ts';
import { type Queryable, row, rows } from '../../../platform/db/database.ts';

type Reply = z.input<typeof incidentRoom>;
/** Rows carry dates where the API carries text. */
type Rows<K extends keyof IncidentRoom & keyof Reply> = Promise<Reply[K]>;

const roleColumns = `r.role, jsonb_build_object('id', p.id, 'name', p.name) as person, r.assumed_at, r.assigned_by,
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as offered_to, r.offered_at,
  r.renounced_at`;
const roleJoins = 'incident_roles r join people p on p.id = r.person_id left join people o on o.id = r.offered_to_id';

export function listRoles(db: Queryable, incidentId: number): Rows<'roles'> {
  return rows(
    db,
    `select ${roleColumns} from ${roleJoins} where r.incident_id = $1 and r.renounced_at is null order by r.id limit 200`,
    [incidentId],
  );
}

export function listFormerRoles(db: Queryable, incidentId: number): Rows<'formerRoles'> {
  return rows(
    db,
    `select ${roleColumns} from ${roleJoins} where r.incident_id = $1 and r.renounced_at is not null
     order by r.renounced_at desc, r.id desc limit 100`,
    [incidentId],
  );
}

type Tick = {
  itemId: string;
  tickedAt: Date;
  tickedBy: { kind: string; name: string };
  /** As it read when it was ticked; null: it was ticked before that was kept. */
  item: Pick<ProtocolItem, 'phase' | 'text' | 'by'> | null;
};

/** A tick for each item of a protocol at most, of all protocols that the room had. */
export function listTicks(db: Queryable, incidentId: number): Promise<Tick[]> {
  return rows(
    db,
    `select item_id, ticked_at, ticked_by, item from checklist_ticks where incident_id = $1
     order by ticked_at, item_id limit 500`,
    [incidentId],
  );
}

/** Null: that of the severity. */
export async function loadProtocolKey(db: Queryable, incidentId: number): Promise<string | null> {
  const found = await row<{ key: string | null }>(db, 'select protocol_key as key from incidents where id = $1', [
    incidentId,
  ]);
  return found?.key ?? null;
}

export function listLinkedAlerts(db: Queryable, incidentId: number): Rows<'alerts'> {
  return rows(
    db,
    `select a.id, a.title, a.severity, a.state, src.name as source_name, a.triggered_at, a.resolved_at, x.linked_at,
       case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as service
     from incident_alerts x join alerts a on a.id = x.alert_id join sources src on src.id = a.source_id
     left join services s on s.id = a.service_id
     where x.incident_id = $1 order by a.state = 'resolved', a.severity, a.id limit 100`,
    [incidentId],
  );
}

export async function countLinkedAlerts(db: Queryable, incidentId: number): Promise<number> {
  const found = await row<{ count: number }>(db, 'select count(*) from incident_alerts where incident_id = $1', [
    incidentId,
  ]);
  return found!.count;
}

export function listIncidentPages(db: Queryable, incidentId: number): Rows<'pages'> {
  return rows(
    db,
    `select p.id, p.title, p.state, p.severity, e.name as policy_name, p.opened_at, p.acknowledged_at, p.acknowledged_by
     from pages p left join escalation_policies e on e.id = p.policy_id
     where p.incident_id = $1 or p.id in (select pa.page_id from page_alerts pa
       join incident_alerts x on x.alert_id = pa.alert_id where x.incident_id = $1)
     order by p.id desc limit 50`,
    [incidentId],
  );
}

export function listSeverityChanges(db: Queryable, incidentId: number): Rows<'severityChanges'> {
  return rows(
    db,
    `select * from (select id, from_severity as "from", to_severity as "to", reason, actor, at from severity_changes
     where incident_id = $1 order by id desc limit 50) latest order by id`,
    [incidentId],
  );
}

export function listCorrections(db: Queryable, incidentId: number): Rows<'corrections'> {
  return rows(
    db,
    `select * from (select id, name, from_at as "from", to_at as "to", reason, actor, at from instant_corrections
     where incident_id = $1 order by id desc limit 100) latest order by id`,
    [incidentId],
  );
}
