import type { IncidentRow } from '../../domain/measure/incident-rows.ts';
import type { Severity } from '../../domain/respond/incidents/severities.ts';
import type { Queryable } from '../platform/db/database.ts';
import { type IncidentColumns, loadColumns, type RowFilter } from './rows-store.ts';

const foundBy = ['machine', 'staff', 'customer'] as const;

/** Incidents as the measures reckon with them. Team and service are filtered already, so they are left out here. */
export async function loadIncidentRows(db: Queryable, filter: RowFilter): Promise<IncidentRow[]> {
  const columns = await loadColumns(db, filter);
  return Array.from({ length: columns.id.length }, (_, place) => rowAt(columns, place));
}

function rowAt(columns: IncidentColumns, place: number): IncidentRow {
  const at = (name: keyof IncidentColumns) => {
    const value = columns[name][place] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const earlierId = at('earlierId');
  return {
    incidentId: String(at('id')),
    kind: at('isImported') === 1 ? 'imported' : 'real',
    falseAlarm: at('isFalseAlarm') === 1,
    mergedIntoId: null,
    severity: at('severity') as Severity,
    peakSeverity: at('peakSeverity') as Severity,
    foundBy: foundBy[at('foundBy') ?? -1] ?? null,
    teamIds: [],
    serviceIds: [],
    instants: {
      impactStartedAt: at('impactStartedAt'),
      detectedAt: at('detectedAt'),
      alertedAt: at('alertedAt'),
      acknowledgedAt: at('acknowledgedAt'),
      declaredAt: at('declaredAt'),
      commanderAssignedAt: null,
      firstPublicAt: null,
      mitigatedAt: at('mitigatedAt'),
      resolvedAt: at('resolvedAt'),
      closedAt: at('closedAt'),
    },
    postmortem: {
      required: at('isPostmortemRequired') === 1,
      dueAt: at('postmortemDueAt'),
      completedAt: at('postmortemCompletedAt'),
    },
    recurrence:
      earlierId === null
        ? null
        : {
            earlierIncidentId: String(earlierId),
            earlierResolvedAt: at('earlierResolvedAt') ?? Number.NaN,
            confirmed: at('isRecurrenceConfirmed') === 1,
          },
  };
}
