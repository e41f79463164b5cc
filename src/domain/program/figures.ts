import { durationsOf } from '../measure/durations.ts';
import type { IncidentRow, Selection } from '../measure/incident-rows.ts';
import { incidentsPerSprint } from '../measure/incidents-per-sprint.ts';
import { postmortemCompletion } from '../measure/postmortem-completion.ts';
import { recurrenceRate } from '../measure/recurrence-rate.ts';
import { type SprintTimeline, sprintCount, sprintsOn } from '../measure/sprint-timeline.ts';
import { type Severity, severities } from '../severity.ts';
import { type GoalMeasure, goalMeasure } from './goals/goals.ts';

/** The measures that come from incidents and pages; maturity comes from assessments. */
export type FigureKey = Exclude<GoalMeasure, 'maturity-level'>;

/** One measure over a period. */
export type Figure = {
  key: FigureKey;
  name: string;
  unit: 'seconds' | 'count' | 'share';
  better: 'lower' | 'higher';
  value: number | null;
  n: number;
  /** The single durations behind a median; empty for shares and counts. */
  values: number[];
};

export type PeriodFigures = {
  figures: Figure[];
  /** Seconds to restore of each incident, by severity: what the financial impact is calculated from. */
  restoreBySeverity: { severity: Severity; seconds: number[] }[];
};

export type FigureFacts = {
  rows: readonly IncidentRow[];
  selection: Selection;
  timeline: SprintTimeline;
  /** Pages per on-call shift. */
  load: { shifts: number; median: number | null };
  now: number;
};

/** A rate over less than this part of a sprint says nothing: the first quiet hour would look like success. */
const leastSprints = 0.9;

function figure(key: FigureKey, value: number | null, n: number, values: number[] = []): Figure {
  const { name, better, unit } = goalMeasure(key);
  return { key, name, better, unit: unit === 'level' ? 'count' : unit, value, n, values };
}

/**
 * The measures of the program over a period. Incidents per sprint is a rate (incidents in sprints ÷ how many sprints the period holds), so
 * that periods that cut a sprint can be compared too.
 */
export function figuresOf({ rows, selection, timeline, load, now }: FigureFacts): PeriodFigures {
  const duration = (key: FigureKey, measure: 'restore' | 'acknowledge' | 'detect') => {
    const answer = durationsOf(rows, measure, selection);
    return figure(
      key,
      answer.median,
      answer.n,
      answer.rows.map((row) => row.seconds),
    );
  };
  const declared = incidentsPerSprint(rows, timeline, selection).reduce((sum, { count }) => sum + count, 0);
  const sprints = sprintCount(sprintsOn(timeline, selection.from, selection.to), selection.from, selection.to);
  const postmortems = postmortemCompletion(rows, selection, now);
  const recurrence = recurrenceRate(rows, selection, 90);
  const restored = durationsOf(rows, 'restore', selection).rows;
  return {
    figures: [
      duration('median-restore-seconds', 'restore'),
      duration('median-acknowledge-seconds', 'acknowledge'),
      duration('median-detect-seconds', 'detect'),
      figure('incidents-per-sprint', sprints >= leastSprints ? declared / sprints : null, declared),
      figure('postmortem-completed-share', postmortems.completedShare, postmortems.required),
      figure('postmortem-on-time-share', postmortems.onTimeShare, postmortems.deadlinePassed),
      figure('recurrence-rate-90', recurrence.rate, recurrence.incidents),
      figure('pages-per-shift', load.median, load.shifts),
    ],
    restoreBySeverity: severities.map((severity) => ({
      severity,
      seconds: restored.filter((row) => row.severity === severity).map((row) => row.seconds),
    })),
  };
}
