import { type IncidentRow, isCounted, type Selection, within } from './incident-rows.ts';
import { median } from './percentiles.ts';

export type PostmortemCompletion = {
  /** Incidents resolved in the period that require a postmortem. */
  required: number;
  completed: number;
  /** Of the completed ones, those in whose words the blameless check finds nothing. */
  blameless: number;
  /** completed ÷ required, 0–1; null when none is required. */
  completedShare: number | null;
  /** Of the required ones, those whose deadline has passed by now. */
  deadlinePassed: number;
  completedOnTime: number;
  /** completedOnTime ÷ deadlinePassed, 0–1; early finishers whose deadline is still ahead wait, so the share is not flattered. */
  onTimeShare: number | null;
  /** Days from resolved to completed; null without any. */
  medianDaysToComplete: number | null;
  missingIncidentIds: number[];
};

/** How many required postmortems of incidents resolved in the period are completed, and in time. Completed after `now` is not completed. */
export function postmortemCompletion(
  rows: readonly IncidentRow[],
  selection: Selection,
  now: number,
): PostmortemCompletion {
  const required = rows.filter(
    (row) => row.postmortem.required && isCounted(row, selection) && within(row.instants.resolvedAt, selection),
  );
  const doneBy = (row: IncidentRow, at: number) =>
    row.postmortem.completedAt !== null && row.postmortem.completedAt <= at;
  const completed = required.filter((row) => doneBy(row, now));
  const passed = required.filter((row) => row.postmortem.dueAt !== null && row.postmortem.dueAt < now);
  const onTime = passed.filter((row) => doneBy(row, row.postmortem.dueAt ?? 0));
  const days = completed.map(
    (row) => ((row.postmortem.completedAt ?? 0) - (row.instants.resolvedAt ?? 0)) / 86_400_000,
  );
  return {
    required: required.length,
    completed: completed.length,
    blameless: completed.filter((row) => !row.postmortem.hasFindings).length,
    completedShare: required.length === 0 ? null : completed.length / required.length,
    deadlinePassed: passed.length,
    completedOnTime: onTime.length,
    onTimeShare: passed.length === 0 ? null : onTime.length / passed.length,
    medianDaysToComplete: median(days),
    missingIncidentIds: required
      .filter((row) => !doneBy(row, now))
      .map((row) => row.incidentId)
      .sort((left, right) => left - right),
  };
}
