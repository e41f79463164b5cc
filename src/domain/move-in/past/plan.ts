import type { PastIncidentInput, PastIncidentOutcome } from '../../../contract/learn/past-incidents.ts';
import type { ConvertedRecord, PastFinding } from './convert.ts';

export type PlannedRecord = { place: string; title: string; findings: PastFinding[] };

/** What an import would do with each record of a file. */
export type PastPlan = {
  incidents: PastIncidentInput[];
  /** Of what is taken, what is changed or odd. */
  changed: PlannedRecord[];
  refused: PlannedRecord[];
  /** Here already; they stay as they are. */
  duplicates: { place: string; title: string; key: string }[];
};

/** @param outcomes what the server says, by external id; of those it was not asked about, what the file says holds */
export function planOf(
  converted: readonly ConvertedRecord[],
  outcomes: ReadonlyMap<string, PastIncidentOutcome>,
): PastPlan {
  const plan: PastPlan = { incidents: [], changed: [], refused: [], duplicates: [] };
  const seen = new Set<string>();
  for (const { place, title, incident, faults, changes } of converted) {
    if (incident === null) {
      plan.refused.push({ place, title, findings: faults });
      continue;
    }
    const outcome = outcomes.get(incident.externalId);
    const reasons = seen.has(incident.externalId)
      ? [`The id ${incident.externalId} stands in the file twice.`]
      : outcome?.outcome === 'refused'
        ? outcome.reasons
        : [];
    seen.add(incident.externalId);
    if (reasons.length > 0)
      plan.refused.push({ place, title, findings: reasons.map((message) => ({ column: null, message })) });
    else if (outcome?.outcome === 'duplicate') plan.duplicates.push({ place, title, key: outcome.incident?.key ?? '' });
    else {
      plan.incidents.push(incident);
      if (changes.length > 0) plan.changed.push({ place, title, findings: changes });
    }
  }
  return plan;
}
