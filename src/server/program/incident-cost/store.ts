import type { Severity } from '../../../domain/severity.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type CostRow = {
  id: number;
  severity: Severity;
  isFalseAlarm: boolean;
  /** False: the time of its people was not recorded. */
  keepsVisits: boolean;
  impactStartedAt: Date | null;
  declaredAt: Date;
  mitigatedAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
  credits: { low: number; high: number; currency: string; note: string } | null;
  version: number;
  /** What it affects, by name. */
  services: { id: number; name: string }[];
};

const columns = `i.id, i.severity, i.is_false_alarm, i.keeps_visits and i.kind = 'real' as keeps_visits,
  i.impact_started_at, i.declared_at, i.mitigated_at, i.resolved_at, i.closed_at, coalesce(c.version, 0) as version,
  case when c.incident_id is not null
    then jsonb_build_object('low', c.low, 'high', c.high, 'currency', c.currency, 'note', c.note) end as credits,
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]')
    from incident_services x join services s on s.id = x.service_id where x.incident_id = i.id) as services`;
const tables = 'incidents i left join incident_credits c on c.incident_id = i.id';
/** Drills and tests cost nobody anything that this could know. */
const counted = `i.kind in ('real', 'imported')`;

export function listCostRows(db: Queryable, ids: readonly number[]): Promise<CostRow[]> {
  return rows(db, `select ${columns} from ${tables} where i.id = any($1) and ${counted} order by i.id limit 100`, [
    ids,
  ]);
}

/** A page of all of them, newest first. */
export function listCostRowsBefore(
  db: Queryable,
  { from, before }: { from: string | undefined; before: string | undefined },
  after: { declaredAt: Date; id: number } | null,
  limit: number,
): Promise<CostRow[]> {
  return rows(
    db,
    `select ${columns} from ${tables} where ${counted} and i.declared_at >= coalesce($1::timestamptz, '-infinity')
       and i.declared_at < coalesce($2::timestamptz, 'infinity')
       and (i.declared_at, i.id) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::bigint, 0))
     order by i.declared_at desc, i.id desc limit $5`,
    [from ?? null, before ?? null, after?.declaredAt ?? null, after?.id ?? null, limit],
  );
}

export type PersonStretch = { incidentId: number; personId: number; from: Date; to: Date | null };

export function listVisits(db: Queryable, incidentIds: readonly number[]): Promise<PersonStretch[]> {
  return rows(
    db,
    `select incident_id, person_id, joined_at as "from", seen_at as "to" from incident_visits
     where incident_id = any($1) order by incident_id limit 100000`,
    [incidentIds],
  );
}

/** Who worked: an observer looks on. */
export function listRoleTimes(db: Queryable, incidentIds: readonly number[]): Promise<PersonStretch[]> {
  return rows(
    db,
    `select incident_id, person_id, assumed_at as "from", renounced_at as "to" from incident_roles
     where incident_id = any($1) and role <> 'observer' order by incident_id limit 100000`,
    [incidentIds],
  );
}

/** Everything that the assumptions ever were, oldest first; the log of events keeps it. */
export function listWrittenCosts(db: Queryable): Promise<{ at: Date; costs: unknown }[]> {
  return rows(
    db,
    `select at, costs from (select id, at, data->'after' as costs from events
       where subject_kind = 'program' and subject_id is null and kind = 'costs.updated' order by id desc limit 1000) latest
     order by id`,
  );
}

export async function loadCredits(db: Queryable, incidentId: number): Promise<object | null> {
  return row(db, 'select currency, low, high, note, version from incident_credits where incident_id = $1', [
    incidentId,
  ]);
}

/** False when somebody has entered others since `version` (0: none yet). */
export async function writeCredits(
  tx: Queryable,
  incidentId: number,
  { currency, low, high, note }: { currency: string; low: number; high: number; note: string },
  version: number | undefined,
): Promise<boolean> {
  const written = await row(
    tx,
    `insert into incident_credits (incident_id, currency, low, high, note)
     select $1, $2, $3, $4, $5 where $6::int is null or $6 = 0
       or exists (select from incident_credits where incident_id = $1)
     on conflict (incident_id) do update set currency = $2, low = $3, high = $4, note = $5,
       version = incident_credits.version + 1, updated_at = evenkeel.now()
       where $6::int is null or incident_credits.version = $6
     returning version`,
    [incidentId, currency, low, high, note, version ?? null],
  );
  return written !== null;
}
