import type { IncidentRow } from './incident-rows.ts';

const empty: IncidentRow['instants'] = {
  impactStartedAt: null,
  detectedAt: null,
  alertedAt: null,
  acknowledgedAt: null,
  declaredAt: null,
  commanderAssignedAt: null,
  firstPublicAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
};

/** A real SEV2 without any instants, changed as the test says. */
export function incidentRow(
  incidentId: number,
  changes: Partial<Omit<IncidentRow, 'instants'>> & { instants?: Partial<IncidentRow['instants']> } = {},
): IncidentRow {
  return {
    incidentId,
    kind: 'real',
    falseAlarm: false,
    severity: 2,
    peakSeverity: 2,
    foundBy: 'machine',
    teamIds: [1],
    serviceIds: [1],
    factorKeys: [],
    postmortem: { required: false, dueAt: null, completedAt: null },
    recurrence: null,
    ...changes,
    instants: { ...empty, ...changes.instants },
  };
}
