/** Incidents as stages to the right reckon with them: many rows, few columns, one query. */
import type { IncidentKind, Lifecycle } from '../../../domain/respond/incidents/lifecycle.ts';
import type { Severity } from '../../../domain/severity.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { type InstantKey, instantColumns } from './instant-columns.ts';

export type IncidentFacts = {
  id: number;
  title: string;
  kind: IncidentKind;
  lifecycle: Lifecycle;
  isFalseAlarm: boolean;
  foundBy: 'machine' | 'staff' | 'customer' | null;
  severity: Severity;
  peakSeverity: Severity;
  serviceIds: number[];
  /** Of the services, as they are owned today. */
  teamIds: number[];
  /** Epoch milliseconds; null: not known or not yet. */
  instants: Record<InstantKey, number | null>;
};

type FactsRow = Omit<IncidentFacts, 'instants'> & Record<InstantKey, Date | null>;

const instantKeys = Object.keys(instantColumns) as InstantKey[];

/**
 * Incidents with an id above `afterId` (0: from the first), oldest first, at most `limit`. With `touchedSince` only
 * those that began, were declared or ended since then, and those that are still open.
 */
export async function listIncidentFacts(
  db: Queryable,
  { afterId, limit, touchedSince = null }: { afterId: number; limit: number; touchedSince?: Date | null },
): Promise<IncidentFacts[]> {
  const found = await rows<FactsRow>(
    db,
    `with page as (
       select i.* from incidents i
       where i.id > $1 and ($3::timestamptz is null or i.lifecycle in ('triage', 'active', 'stable')
         or greatest(i.impact_started_at, i.declared_at, i.mitigated_at, i.resolved_at, i.closed_at) >= $3)
       order by i.id limit $2),
     affected as (
       select x.incident_id, array_agg(s.id order by s.id) as service_ids,
         array_agg(distinct s.team_id) filter (where s.team_id is not null) as team_ids
       from page join incident_services x on x.incident_id = page.id join services s on s.id = x.service_id
       group by x.incident_id)
     select i.id, i.title, i.kind, i.lifecycle, i.is_false_alarm, i.found_by, i.severity, i.peak_severity,
       coalesce(a.service_ids, '{}') as service_ids, coalesce(a.team_ids, '{}') as team_ids,
       ${instantKeys.map((key) => `i.${instantColumns[key]}`).join(', ')}
     from page i left join affected a on a.incident_id = i.id order by i.id`,
    [afterId, limit, touchedSince],
  );
  return found.map(factsOf);
}

function factsOf(found: FactsRow): IncidentFacts {
  const { id, title, kind, lifecycle, isFalseAlarm, foundBy, severity, peakSeverity } = found;
  const instants = Object.fromEntries(instantKeys.map((key) => [key, found[key]?.getTime() ?? null]));
  return {
    id,
    title,
    kind,
    lifecycle,
    isFalseAlarm,
    foundBy,
    severity,
    peakSeverity,
    // The driver reads the elements of bigint arrays as text.
    serviceIds: found.serviceIds.map(Number),
    teamIds: found.teamIds.map(Number),
    instants: instants as IncidentFacts['instants'],
  };
}
