/** Reads incidents column by column, one array each: of 50,000 rows of 20 fields, most of the time would go into the fields. */
import type { Queryable } from '../platform/db/database.ts';
import { readNumbers } from './binary-array.ts';

export type RowFilter = {
  /** Epoch milliseconds: something about the incident happened in here, or it is still open. */
  from: number;
  to: number;
  teamId?: number | undefined;
  serviceId?: number | undefined;
  includeImported: boolean;
};

const columns = {
  id: 'i.id',
  isImported: `(i.kind = 'imported')::int`,
  isFalseAlarm: 'i.is_false_alarm::int',
  severity: 'i.severity',
  peakSeverity: 'i.peak_severity',
  foundBy: `case i.found_by when 'machine' then 0 when 'staff' then 1 when 'customer' then 2 end`,
  impactStartedAt: 'i.impact_started_at',
  detectedAt: 'i.detected_at',
  alertedAt: 'i.alerted_at',
  acknowledgedAt: 'i.acknowledged_at',
  declaredAt: 'i.declared_at',
  mitigatedAt: 'i.mitigated_at',
  resolvedAt: 'i.resolved_at',
  closedAt: 'i.closed_at',
  isPostmortemRequired: 'p.is_required::int',
  postmortemDueAt: 'p.due_at',
  postmortemCompletedAt: 'p.completed_at',
  earlierId: 'r.earlier_id',
  earlierResolvedAt: 'r.earlier_resolved_at',
  isRecurrenceConfirmed: 'r.is_confirmed::int',
} as const;

type Column = keyof typeof columns;
/** Numbers, or epoch milliseconds for instants; NaN for null. All columns have the same length. */
export type IncidentColumns = Record<Column, Float64Array>;

/** What the measures need of each incident; drills and tests are never read. */
export async function loadColumns(db: Queryable, filter: RowFilter): Promise<IncidentColumns> {
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
    conditions.push(`i.id in (select x.incident_id from incident_services x join services s on s.id = x.service_id
      where s.team_id = $${values.length})`);
  }
  const names = Object.keys(columns) as Column[];
  const text = `select ${names.map((name) => `array_send(array_agg(${columns[name]})) as "${name}"`).join(', ')}
    from incidents i left join postmortems p on p.incident_id = i.id
      left join (${recurrences}) r on r.incident_id = i.id
    where ${conditions.join(' and ')}`;
  const [found] = (await db.query(text, values)).rows as Record<Column, Buffer | null>[];
  return Object.fromEntries(names.map((name) => [name, readNumbers(found![name])])) as IncidentColumns;
}

/** The one earlier occurrence that counts: the latest confirmed one, else the likeliest suggested one. */
const recurrences = `select distinct on (r.incident_id) r.incident_id, e.id as earlier_id,
    e.resolved_at as earlier_resolved_at, r.state = 'confirmed' as is_confirmed
  from recurrences r join incidents e on e.id = r.earlier_incident_id
  where r.state <> 'dismissed' and e.resolved_at is not null
  order by r.incident_id, r.state = 'confirmed' desc, case when r.state = 'confirmed' then e.resolved_at end desc,
    r.score desc, e.id desc`;
