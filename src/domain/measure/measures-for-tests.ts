import { durationsOf, stillOpen } from './durations.ts';
import type { IncidentRow, Selection } from './incident-rows.ts';
import { incidentsPerSprint } from './incidents-per-sprint.ts';
import { postmortemCompletion } from './postmortem-completion.ts';
import { recurrenceRates } from './recurrence-rate.ts';
import type { SprintCalendar } from './sprints.ts';

/** The measures over plain rows, as the server puts them together. */
export function measuresOf(rows: readonly IncidentRow[], selection: Selection, calendar: SprintCalendar, now: number) {
  return {
    restore: durationsOf(rows, 'restore', selection),
    mitigate: durationsOf(rows, 'mitigate', selection),
    detect: durationsOf(rows, 'detect', selection),
    acknowledge: durationsOf(rows, 'acknowledge', selection),
    sprints: incidentsPerSprint(rows, [{ effectiveFrom: null, rule: calendar }], selection),
    postmortems: postmortemCompletion(rows, selection, now),
    recurrence: recurrenceRates(rows, selection),
    stillOpen: stillOpen(rows, selection, now),
  };
}

export type Measures = ReturnType<typeof measuresOf>;
