import { type IncidentRow, isCountedIncident, type Selection, within } from './incident-rows.ts';
import { median } from './percentiles.ts';

export const recurrenceWindowsDays: readonly number[] = [30, 60, 90];

export interface RecurrenceRate {
  windowDays: number;
  /** Incidents declared in the period. */
  incidents: number;
  /** Of those, the ones a person confirmed as a return of an incident resolved at most `windowDays` before. */
  repeats: number;
  /** repeats ÷ incidents, 0–1; null without incidents. */
  rate: number | null;
  /** The same with likeness alone: confirmed or suggested. */
  repeatsBySignature: number;
  rateBySignature: number | null;
  medianDaysToRecurrence: number | null;
  repeatIncidentIds: string[];
}

/**
 * How often the same thing happened again. Counted on the incident that came back, in the period it was declared: the share
 * never exceeds one and no past period changes later, which dividing by resolved incidents would not give.
 */
export function recurrenceRate(rows: readonly IncidentRow[], selection: Selection, windowDays: number): RecurrenceRate {
  const incidents = rows.filter(
    (row) => isCountedIncident(row, selection) && within(row.instants.declaredAt, selection),
  );
  const daysSince = (row: IncidentRow) =>
    row.recurrence === null ? null : ((row.instants.declaredAt ?? 0) - row.recurrence.earlierResolvedAt) / 86_400_000;
  const alike = incidents.filter((row) => {
    const days = daysSince(row);
    return days !== null && days >= 0 && days <= windowDays;
  });
  const repeats = alike.filter((row) => row.recurrence?.confirmed);
  const share = (count: number) => (incidents.length === 0 ? null : count / incidents.length);
  return {
    windowDays,
    incidents: incidents.length,
    repeats: repeats.length,
    rate: share(repeats.length),
    repeatsBySignature: alike.length,
    rateBySignature: share(alike.length),
    medianDaysToRecurrence: median(repeats.map((row) => daysSince(row) ?? 0)),
    repeatIncidentIds: repeats.map((row) => row.incidentId).sort(),
  };
}
