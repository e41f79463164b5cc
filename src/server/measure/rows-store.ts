import type { Severity } from '../../domain/severity.ts';
import type { Queryable } from '../platform/db/database.ts';
import { loadPacked } from './packed-rows.ts';

export type RowFilter = {
  /** Epoch milliseconds: something about the incident happened in here, or it is still open. */
  from: number;
  to: number;
  teamId?: number | undefined;
  serviceId?: number | undefined;
  includeImported: boolean;
};

/** In this order they are read by `PackedRow`. */
const incidentFields = {
  id: ['i.id', 'number'],
  /** Severity, peak severity, imported, false alarm and who found it, a digit each from the right; see `decodeTraits`. */
  traits: [
    `i.severity + 10 * i.peak_severity + 100 * (i.kind = 'imported')::int + 1000 * i.is_false_alarm::int
     + 10000 * case i.found_by when 'machine' then 1 when 'staff' then 2 when 'customer' then 3 else 0 end`,
    'number',
  ],
  impactStartedAt: ['i.impact_started_at', 'instant'],
  detectedAt: ['i.detected_at', 'instant'],
  alertedAt: ['i.alerted_at', 'instant'],
  acknowledgedAt: ['i.acknowledged_at', 'instant'],
  declaredAt: ['i.declared_at', 'instant'],
  mitigatedAt: ['i.mitigated_at', 'instant'],
  resolvedAt: ['i.resolved_at', 'instant'],
} as const;

/** The digits of `traits`, the last one first. */
export function decodeTraits(traits: number) {
  const digit = (place: number) => Math.floor(traits / place) % 10;
  const foundBy = [null, 'machine', 'staff', 'customer'] as const;
  return {
    severity: digit(1) as Severity,
    peakSeverity: digit(10) as Severity,
    kind: digit(100) === 1 ? ('imported' as const) : ('real' as const),
    isFalseAlarm: digit(1_000) === 1,
    foundBy: foundBy[digit(10_000)] ?? null,
  };
}

/** Who owned a service and when, `until` excluded. */
const owners = `(
  select service_id, from_team_id as team_id,
    lag(moved_at, 1, '-infinity') over (partition by service_id order by moved_at) as since, moved_at as until
  from service_moves
  union all
  select s.id, s.team_id, coalesce(m.moved_at, '-infinity'), 'infinity' from services s
    left join (select service_id, max(moved_at) as moved_at from service_moves group by service_id) m
      on m.service_id = s.id)`;

/** Services of incidents with who owned them when the incident was declared. */
const ownedBy = (incident: string) => `incident_services x join ${owners} o on o.service_id = x.service_id
  join incidents ${incident} on ${incident}.id = x.incident_id
    and ${incident}.declared_at >= o.since and ${incident}.declared_at < o.until`;

/** What the measures need of each incident; drills and tests are never read. */
export function loadIncidents(db: Queryable, filter: RowFilter) {
  const { where, values } = countedIn(filter);
  return loadPacked(db, incidentFields, `from incidents i where ${where}`, values);
}

function countedIn(filter: RowFilter) {
  const values: unknown[] = [new Date(filter.from), new Date(filter.to)];
  const conditions = [
    filter.includeImported ? `i.kind in ('real', 'imported')` : `i.kind = 'real'`,
    `(i.lifecycle in ('triage', 'active', 'stable')
      or greatest(i.detected_at, i.acknowledged_at, i.declared_at, i.mitigated_at, i.resolved_at) >= $1)`,
    'least(i.detected_at, i.acknowledged_at, i.declared_at, i.mitigated_at, i.resolved_at) < $2',
  ];
  if (filter.serviceId !== undefined) {
    values.push(filter.serviceId);
    conditions.push(`i.id in (select incident_id from incident_services where service_id = $${values.length})`);
  }
  if (filter.teamId !== undefined) {
    values.push(filter.teamId);
    conditions.push(`i.id in (select x.incident_id from ${ownedBy('d')} where o.team_id = $${values.length})`);
  }
  return { where: conditions.join(' and '), values };
}

const serviceFields = {
  incidentId: ['x.incident_id', 'number'],
  serviceId: ['x.service_id', 'number'],
  teamId: ['o.team_id', 'number'],
} as const;

/** The services of each incident, with the team that owned them when it was declared. */
export function loadServices(db: Queryable, filter: RowFilter) {
  const { where, values } = countedIn(filter);
  return loadPacked(db, serviceFields, `from ${ownedBy('i')} where ${where}`, values);
}

const causeFields = {
  incidentId: ['p.incident_id', 'number'],
  place: ['f.place', 'number'],
} as const;

/** The contributing factors of each incident, by their places in the list of `keys`. */
export function loadCauses(db: Queryable, filter: RowFilter, keys: readonly string[]) {
  const { where, values } = countedIn(filter);
  values.push(keys);
  const tables = `from postmortems p join unnest($${values.length}::text[]) with ordinality f (key, place)
      on f.key = any (p.factor_keys)
    join incidents i on i.id = p.incident_id
    where p.factor_keys <> '{}' and ${where}`;
  return loadPacked(db, causeFields, tables, values);
}

const postmortemFields = {
  incidentId: ['p.incident_id', 'number'],
  dueAt: ['p.due_at', 'instant'],
  completedAt: ['p.completed_at', 'instant'],
  hasFindings: ['(p.finding_count > 0)::int', 'number'],
} as const;

/** The required postmortems of incidents resolved in the period. */
export function loadPostmortems(db: Queryable, { from, to }: RowFilter) {
  const tables = `from postmortems p join incidents i on i.id = p.incident_id
    where p.is_required and i.resolved_at >= $1 and i.resolved_at < $2`;
  return loadPacked(db, postmortemFields, tables, [new Date(from), new Date(to)]);
}

const recurrenceFields = {
  incidentId: ['r.incident_id', 'number'],
  earlierId: ['r.earlier_id', 'number'],
  earlierResolvedAt: ['r.earlier_resolved_at', 'instant'],
  isConfirmed: ['r.is_confirmed::int', 'number'],
} as const;

/**
 * Of incidents declared in the period, the one earlier occurrence that counts: the latest confirmed one, else the likeliest
 * suggested one.
 */
export function loadRecurrences(db: Queryable, { from, to }: RowFilter) {
  const tables = `from (
    select distinct on (r.incident_id) r.incident_id, e.id as earlier_id, e.resolved_at as earlier_resolved_at,
      r.state = 'confirmed' as is_confirmed
    from recurrences r join incidents i on i.id = r.incident_id join incidents e on e.id = r.earlier_incident_id
    where r.state <> 'dismissed' and e.resolved_at is not null and i.declared_at >= $1 and i.declared_at < $2
    order by r.incident_id, r.state = 'confirmed' desc, case when r.state = 'confirmed' then e.resolved_at end desc,
      r.score desc, e.id desc) r`;
  return loadPacked(db, recurrenceFields, tables, [new Date(from), new Date(to)]);
}
