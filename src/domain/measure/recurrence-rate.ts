import { type IncidentRow, isCountedIncident, type Selection, within } from './incident-rows.ts';
import { median } from './percentiles.ts';

export const recurrenceWindowsDays: readonly number[] = [30, 60, 90];

export type RecurrenceRate = {
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
  repeatIncidentIds: number[];
};

/**
 * How often the same thing happened again. Counted on the incident that came back, in the period it was declared: the share
 * never exceeds one and no past period changes later, which dividing by resolved incidents would not give.
 */
export function recurrenceRate(rows: readonly IncidentRow[], selection: Selection, windowDays: number): RecurrenceRate {
  return rateWithin(declaredIn(rows, selection), windowDays);
}

/** `recurrenceRate` for each of the usual windows, looking at the rows once. */
export function recurrenceRates(rows: readonly IncidentRow[], selection: Selection): RecurrenceRate[] {
  const declared = declaredIn(rows, selection);
  return recurrenceWindowsDays.map((windowDays) => rateWithin(declared, windowDays));
}

type Declared = {
  count: number;
  /** Those that look like an earlier one, with the days since that was resolved. */
  alike: { row: IncidentRow; days: number }[];
};

function declaredIn(rows: readonly IncidentRow[], selection: Selection): Declared {
  const declared: Declared = { count: 0, alike: [] };
  for (const row of rows) {
    const { declaredAt } = row.instants;
    if (!within(declaredAt, selection) || !isCountedIncident(row, selection)) continue;
    declared.count++;
    if (row.recurrence === null) continue;
    declared.alike.push({ row, days: (declaredAt - row.recurrence.earlierResolvedAt) / 86_400_000 });
  }
  return declared;
}

function rateWithin(declared: Declared, windowDays: number): RecurrenceRate {
  const alike = declared.alike.filter(({ days }) => days >= 0 && days <= windowDays);
  const repeats = alike.filter(({ row }) => row.recurrence?.confirmed);
  const share = (count: number) => (declared.count === 0 ? null : count / declared.count);
  return {
    windowDays,
    incidents: declared.count,
    repeats: repeats.length,
    rate: share(repeats.length),
    repeatsBySignature: alike.length,
    rateBySignature: share(alike.length),
    medianDaysToRecurrence: median(repeats.map(({ days }) => days)),
    repeatIncidentIds: repeats.map(({ row }) => row.incidentId).sort((left, right) => left - right),
  };
}
