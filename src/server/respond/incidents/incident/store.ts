/** The rows of incidents themselves. Lock order: the incident first, then pages by id, then alerts by id. */

import type { IncidentPatch } from '../../../../contract/respond/incidents/changes.ts';
import type { Incident } from '../../../../contract/respond/incidents/incident.ts';
import { incidentKey } from '../../../../domain/respond/incidents/incident-key.ts';
import { createConditions } from '../../../platform/db/conditions.ts';
import { type Queryable, row, rows, run, send } from '../../../platform/db/database.ts';
import { countUpTo, decodeCursor, pageOf } from '../../../platform/db/paging.ts';
import { type InstantKey, instantColumns } from './instant-columns.ts';

type IncidentRow = Omit<Incident, 'key' | 'instants' | 'reopenedAt' | 'updateDueAt'> & {
  reopenedAt: Date | null;
  updateDueAt: Date | null;
} & Instants;
type Instants = { [K in InstantKey]: K extends 'declaredAt' ? Date : Date | null };

const columns = `i.id, i.title, i.summary, i.severity, i.peak_severity, i.kind, i.lifecycle, i.is_false_alarm, i.found_by,
  i.declared_by, i.customer_impact, i.customers_affected, i.is_visible_to_customers, i.is_severity_disputed,
  i.slower_public_update_minutes, i.conference_url, i.reopened_at, i.version,
  ${Object.values(instantColumns)
    .map((column) => `i.${column}`)
    .join(', ')},
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.tier, s.id)
    from incident_services x join services s on s.id = x.service_id where x.incident_id = i.id), '[]') as services,
  (select jsonb_build_object('id', p.id, 'name', p.name) from incident_roles r join people p on p.id = r.person_id
    where r.incident_id = i.id and r.role = 'commander' and r.renounced_at is null) as commander,
  (select min(t.due_at) from incident_timers t
    where t.incident_id = i.id and t.key in ('public-update', 'internal-update')) as update_due_at,
  (select u.status from incident_updates u where u.incident_id = i.id and u.audience = 'public'
    order by u.id desc limit 1) as public_status`;

/** An incident as the rules and the API need it. */
export type IncidentRecord = ReturnType<typeof recordOf>;

function recordOf(found: IncidentRow) {
  const { impactStartedAt, detectedAt, alertedAt, acknowledgedAt, declaredAt, commanderAssignedAt, ...others } = found;
  const { firstPublicAt, mitigatedAt, resolvedAt, closedAt, ...rest } = others;
  return {
    ...rest,
    key: incidentKey(found.id),
    instants: {
      impactStartedAt,
      detectedAt,
      alertedAt,
      acknowledgedAt,
      declaredAt,
      commanderAssignedAt,
      firstPublicAt,
      mitigatedAt,
      resolvedAt,
      closedAt,
    },
  };
}

export type IncidentFilter = {
  lifecycle: string;
  severity?: number | number[] | undefined;
  kind?: string | undefined;
  publicStatus?: 'open' | undefined;
  serviceId?: number | undefined;
  teamId?: number | undefined;
  personId?: number | undefined;
  text?: string | undefined;
  declaredFrom?: string | undefined;
  declaredBefore?: string | undefined;
};

/** An incident of which customers were told nothing for longer is not looked for among those still told as open. */
const publicMemoryDays = 90;

const openStates = "i.lifecycle in ('triage', 'active', 'stable')";

function conditionsOf(filter: IncidentFilter, first: string, bound: unknown[]) {
  const { values, always, where, text } = createConditions(first, bound);
  if (filter.lifecycle === 'open') always(openStates);
  else if (filter.lifecycle === 'over') always("i.lifecycle in ('resolved', 'closed')");
  else if (filter.lifecycle !== 'all') where('i.lifecycle = ?', filter.lifecycle);
  if (filter.severity !== undefined) where('i.severity = any (?::int[])', [filter.severity].flat());
  where('i.kind = ?', filter.kind);
  if (filter.publicStatus === 'open') {
    always(`i.id in (select incident_id from incident_updates
      where audience = 'public' and at > evenkeel.now() - interval '${publicMemoryDays} days')
      and (select u.status <> 'resolved' from incident_updates u
        where u.incident_id = i.id and u.audience = 'public' order by u.id desc limit 1)`);
  }
  where('i.id in (select incident_id from incident_services where service_id = ?::bigint)', filter.serviceId);
  where(
    `i.id in (select x.incident_id from incident_services x join services s on s.id = x.service_id
      where s.team_id = ?::bigint)`,
    filter.teamId,
  );
  where('i.id in (select incident_id from incident_roles where person_id = ?::bigint)', filter.personId);
  where('i.declared_at >= ?::timestamptz', filter.declaredFrom);
  where('i.declared_at < ?::timestamptz', filter.declaredBefore);
  where(
    `(position(lower(?) in lower(i.title)) > 0 or 'inc-' || i.id = lower(?) or i.id::text = ltrim(?, '#'))`,
    filter.text,
  );
  return { values, text };
}

export type IncidentOrder = 'newest' | 'oldest' | 'severity';

export async function listIncidents(
  db: Queryable,
  filter: IncidentFilter,
  sort: IncidentOrder,
  limit: number,
  cursor: string | undefined,
) {
  const bySeverity = sort === 'severity';
  const after = decodeCursor(cursor, bySeverity ? 2 : 1);
  const behind = {
    newest: '$1::bigint is null or i.id < $1',
    oldest: '$1::bigint is null or i.id > $1',
    severity: '$1::bigint is null or (-i.severity, i.id) < ($3::int, $1)',
  }[sort];
  const order = { newest: 'i.id desc', oldest: 'i.id', severity: '-i.severity desc, i.id desc' }[sort];
  const id = after?.at(-1) ?? null;
  const { values, text } = conditionsOf(
    filter,
    `(${behind})`,
    bySeverity ? [id, limit + 1, after?.[0] ?? null] : [id, limit + 1],
  );
  const found = await rows<IncidentRow>(
    db,
    // First the page, then what belongs to its rows: the planner must not weigh the parts of every incident there is.
    `with page as materialized (
       select i.* from incidents i where ${text()} order by ${order} limit $2)
     select ${columns} from page i order by ${order}`,
    values,
  );
  return pageOf(found.map(recordOf), limit, ({ id, severity }) => (bySeverity ? [-severity, id] : [id]));
}

export async function countIncidents(db: Queryable, filter: IncidentFilter) {
  const { values, text } = conditionsOf(filter, 'true', []);
  return countUpTo(db, `incidents i where ${text()}`, values);
}

export async function loadIncident(db: Queryable, id: number): Promise<IncidentRecord | null> {
  const found = await row<IncidentRow>(db, `select ${columns} from incidents i where i.id = $1`, [id]);
  return found && recordOf(found);
}

/** Locks the incident until the transaction ends: what happens in one room happens one after the other. */
export async function lockIncident(tx: Queryable, id: number): Promise<IncidentRecord | null> {
  await send(tx, { text: 'select from incidents where id = $1 for update', values: [id] });
  return loadIncident(tx, id);
}

export async function loadIncidentOfAlert(db: Queryable, alertId: number): Promise<IncidentRecord | null> {
  const found = await row<IncidentRow>(
    db,
    `select ${columns} from incidents i join incident_alerts a on a.incident_id = i.id where a.alert_id = $1`,
    [alertId],
  );
  return found && recordOf(found);
}

export async function alertExists(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select from alerts where id = $1', [id])) !== null;
}

export type NewIncident = {
  title: string;
  summary: string;
  severity: number;
  kind: 'real' | 'drill' | 'test';
  foundBy: string | null;
  declaredBy: unknown;
  declareKey: string | null;
  conferenceUrl: string | null;
  protocolKey: string | null;
  impactStartedAt: Date | string | null;
  detectedAt: Date | null;
  declaredAt: Date;
};

/**
 * Draws the next number from a sequence, so that no declaration waits for another one that is under way; one that is
 * undone leaves its number out.
 */
export async function insertIncident(tx: Queryable, incident: NewIncident): Promise<number> {
  for (;;) {
    const inserted = await row<{ id: number }>(
      tx,
      `insert into incidents (title, summary, severity, peak_severity, kind, found_by, declared_by, declare_key,
         conference_url, impact_started_at, detected_at, declared_at, protocol_key)
       values ($1, $2, $3, $3, $4, $5, $6, $7, $8, coalesce($9::timestamptz, $11), coalesce($10::timestamptz, $11),
         $11::timestamptz, $12)
       on conflict (id) do nothing returning id`,
      [
        incident.title,
        incident.summary,
        incident.severity,
        incident.kind,
        incident.foundBy,
        JSON.stringify(incident.declaredBy),
        incident.declareKey,
        incident.conferenceUrl,
        incident.impactStartedAt,
        incident.detectedAt,
        incident.declaredAt,
        incident.protocolKey,
      ],
    );
    if (inserted) return inserted.id;
    // Numbers that nodes of earlier versions, or a restore, have given are ahead of the sequence.
    await run(
      tx,
      `select setval('incidents_id_seq', greatest((select last_value from incidents_id_seq), (select max(id) from incidents)))`,
    );
  }
}

type Fields = Omit<IncidentPatch, 'serviceIds'>;

const patchColumns: Record<keyof Fields, string> = {
  title: 'title',
  summary: 'summary',
  customerImpact: 'customer_impact',
  customersAffected: 'customers_affected',
  isVisibleToCustomers: 'is_visible_to_customers',
  isSeverityDisputed: 'is_severity_disputed',
  slowerPublicUpdateMinutes: 'slower_public_update_minutes',
  conferenceUrl: 'conference_url',
  foundBy: 'found_by',
};

/** A new version, with the fields that are given changed. */
export async function patchIncident(tx: Queryable, id: number, patch: Fields): Promise<void> {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const sets = given.map(([key], place) => `${patchColumns[key as keyof Fields]} = $${place + 2}`);
  const values = given.map(([, value]) => value);
  await run(tx, `update incidents set ${[...sets, 'version = version + 1'].join(', ')} where id = $1`, [id, ...values]);
}

export async function setSeverity(tx: Queryable, id: number, severity: number): Promise<void> {
  await run(
    tx,
    `update incidents set severity = $2, peak_severity = least(peak_severity, $2), version = version + 1 where id = $1`,
    [id, severity],
  );
}

export async function setInstant(tx: Queryable, id: number, name: InstantKey, at: Date | string | null): Promise<void> {
  await run(tx, `update incidents set ${instantColumns[name]} = $2, version = version + 1 where id = $1`, [id, at]);
}

/** Sets the instant unless it is known already. */
export async function stampInstant(tx: Queryable, id: number, name: InstantKey): Promise<void> {
  const column = instantColumns[name];
  await run(tx, `update incidents set ${column} = evenkeel.now() where id = $1 and ${column} is null`, [id]);
}

export async function setLifecycle(
  tx: Queryable,
  id: number,
  to: string,
  { isFalseAlarm, reopens, clears }: { isFalseAlarm: boolean; reopens: boolean; clears: readonly InstantKey[] },
): Promise<void> {
  const cleared = clears.map((name) => `, ${instantColumns[name]} = null`).join('');
  // A newer incident may be open for the same group by now; further alerts go to that one.
  const reopened = `, reopened_at = evenkeel.now(), declare_key = case when exists (
    select from incidents o where o.id <> i.id and o.declare_key = i.declare_key
      and o.lifecycle in ('triage', 'active', 'stable')) then null else i.declare_key end`;
  await run(
    tx,
    `update incidents i set lifecycle = $2, is_false_alarm = $3, version = version + 1 ${cleared}${reopens ? reopened : ''}
     where id = $1`,
    [id, to, isFalseAlarm],
  );
}

/** Of these services, those that do not exist. */
export async function missingServices(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select u.id from unnest($1::bigint[]) u (id) where not exists (select from services s where s.id = u.id)',
    [ids],
  );
  return found.map(({ id }) => id);
}

/** Adds services; those that are there already stay. Returns the names of the new ones. */
export async function addServices(tx: Queryable, incidentId: number, ids: number[]): Promise<string[]> {
  const added = await rows<{ name: string }>(
    tx,
    `with added as (
       insert into incident_services (incident_id, service_id) select $1, unnest($2::bigint[])
       on conflict do nothing returning service_id)
     select s.name from added join services s on s.id = added.service_id order by s.name`,
    [incidentId, ids],
  );
  return added.map(({ name }) => name);
}

/** Removes all services but these. Returns the names of the removed ones. */
export async function keepServices(tx: Queryable, incidentId: number, ids: number[]): Promise<string[]> {
  const removed = await rows<{ name: string }>(
    tx,
    `with removed as (
       delete from incident_services where incident_id = $1 and service_id <> all ($2::bigint[]) returning service_id)
     select s.name from removed join services s on s.id = removed.service_id order by s.name`,
    [incidentId, ids],
  );
  return removed.map(({ name }) => name);
}
