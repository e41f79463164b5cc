import type { Severity } from '../severity.ts';
import { type IncidentRow, isCounted, type Selection, within } from './incident-rows.ts';
import { type NamedSprint, type SprintTimeline, sprintsOn } from './sprint-timeline.ts';

export type SprintCount = {
  sprint: NamedSprint;
  count: number;
  bySeverity: Record<Severity, number>;
  /** Declared, then found to be nothing; not in `count`. More of them can mean better reporting. */
  falseAlarmCount: number;
  customerFoundCount: number;
  /** In the order in which they were declared. */
  incidentIds: number[];
  /** False when the period cuts the sprint: then its number is not comparable. */
  whole: boolean;
};

/** Incidents declared in each sprint of the period; those between sprints are in none. */
export function incidentsPerSprint(
  rows: readonly IncidentRow[],
  timeline: SprintTimeline,
  selection: Selection,
): SprintCount[] {
  const sprints = sprintsOn(timeline, selection.from, selection.to);
  const declared = rows
    .filter((row) => within(row.instants.declaredAt, selection) && isCounted(row, selection))
    .sort(
      (left, right) =>
        (left.instants.declaredAt ?? 0) - (right.instants.declaredAt ?? 0) ||
        (left.incidentId < right.incidentId ? -1 : 1),
    );
  let next = 0;
  return sprints.map((sprint) => {
    while (next < declared.length && (declared[next]?.instants.declaredAt ?? 0) < sprint.startAt) next++;
    const first = next;
    while (next < declared.length && (declared[next]?.instants.declaredAt ?? 0) < sprint.endAt) next++;
    const inside = declared.slice(first, next);
    const incidents = inside.filter((row) => !row.falseAlarm);
    const bySeverity: Record<Severity, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
    for (const row of incidents) bySeverity[row.severity]++;
    return {
      sprint,
      count: incidents.length,
      bySeverity,
      falseAlarmCount: inside.length - incidents.length,
      customerFoundCount: incidents.filter((row) => row.foundBy === 'customer').length,
      incidentIds: incidents.map((row) => row.incidentId),
      whole: selection.from <= sprint.startAt && selection.to >= sprint.endAt,
    };
  });
}
