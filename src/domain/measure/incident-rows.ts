import type { IncidentInstants } from '../respond/incidents/instants.ts';
import type { IncidentKind } from '../respond/incidents/lifecycle.ts';
import type { Severity } from '../severity.ts';

/** One incident as the measures see it. Instants are epoch milliseconds and already corrected where people corrected them. */
export type IncidentRow = {
  incidentId: number;
  kind: IncidentKind;
  falseAlarm: boolean;
  /** The severity it ended with. */
  severity: Severity;
  peakSeverity: Severity;
  /** Who noticed first. */
  foundBy: 'machine' | 'staff' | 'customer' | null;
  /** Whoever owned the services when it was declared. */
  teamIds: readonly number[];
  serviceIds: readonly number[];
  /** Contributing factors that its postmortem names. */
  factorKeys: readonly string[];
  instants: IncidentInstants;
  /** `hasFindings`: the blameless check finds something in its words; left out where nobody asks. */
  postmortem: { required: boolean; dueAt: number | null; completedAt: number | null; hasFindings?: boolean };
  /** The earlier occurrence: confirmed by a person, or only suggested by likeness. */
  recurrence: { earlierIncidentId: number; earlierResolvedAt: number; confirmed: boolean } | null;
};

/** What is looked at. `from` is included, `to` is not; epoch milliseconds. */
export type Selection = {
  from: number;
  to: number;
  teamId?: number | null;
  serviceId?: number | null;
  /** Imported incidents count only when asked for. Drills and tests never count. */
  includeImported?: boolean;
};

export function within(at: number | null, selection: Pick<Selection, 'from' | 'to'>): at is number {
  return at !== null && at >= selection.from && at < selection.to;
}

/** True for an incident that may enter any measure at all: real (or imported when asked for), of the team and service. */
export function isCounted(row: IncidentRow, selection: Omit<Selection, 'from' | 'to'>): boolean {
  if (row.kind !== 'real' && !(row.kind === 'imported' && selection.includeImported)) return false;
  if (selection.teamId && !row.teamIds.includes(selection.teamId)) return false;
  if (selection.serviceId && !row.serviceIds.includes(selection.serviceId)) return false;
  return true;
}

/** Counted and a true alarm. */
export function isCountedIncident(row: IncidentRow, selection: Omit<Selection, 'from' | 'to'>): boolean {
  return !row.falseAlarm && isCounted(row, selection);
}
