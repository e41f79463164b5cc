import { leastForTrend } from '../../measure/uncertainty.ts';

export type GoalMeasure =
  | 'median-restore-seconds'
  | 'median-acknowledge-seconds'
  | 'median-detect-seconds'
  | 'incidents-per-sprint'
  | 'postmortem-completed-share'
  | 'postmortem-on-time-share'
  | 'recurrence-rate-90'
  | 'pages-per-shift'
  | 'maturity-level';

export type GoalMeasureInfo = {
  key: GoalMeasure;
  name: string;
  better: 'lower' | 'higher';
  unit: 'seconds' | 'count' | 'share' | 'level';
  /** A median or a share of few cases says little. */
  needsMany: boolean;
};

export const goalMeasures: readonly GoalMeasureInfo[] = [
  { key: 'median-restore-seconds', name: 'Median time to restore', better: 'lower', unit: 'seconds', needsMany: true },
  {
    key: 'median-acknowledge-seconds',
    name: 'Median time to acknowledge',
    better: 'lower',
    unit: 'seconds',
    needsMany: true,
  },
  { key: 'median-detect-seconds', name: 'Median time to detect', better: 'lower', unit: 'seconds', needsMany: true },
  { key: 'incidents-per-sprint', name: 'Incidents per sprint', better: 'lower', unit: 'count', needsMany: false },
  {
    key: 'postmortem-completed-share',
    name: 'Required postmortems completed',
    better: 'higher',
    unit: 'share',
    needsMany: true,
  },
  {
    key: 'postmortem-on-time-share',
    name: 'Required postmortems on time',
    better: 'higher',
    unit: 'share',
    needsMany: true,
  },
  { key: 'recurrence-rate-90', name: 'Recurrence within 90 days', better: 'lower', unit: 'share', needsMany: true },
  { key: 'pages-per-shift', name: 'Median pages per shift', better: 'lower', unit: 'count', needsMany: true },
  { key: 'maturity-level', name: 'Overall maturity', better: 'higher', unit: 'level', needsMany: false },
];

/** Taken once from a period and never recomputed, so that later corrections cannot flatter it. */
export type Baseline = {
  value: number;
  n: number;
  /** Epoch milliseconds, as all instants here. */
  from: number;
  to: number;
  frozenAt: number;
};

export type Goal = {
  measure: GoalMeasure;
  baseline: Baseline | null;
  target: number;
  startedAt: number;
  dueAt: number;
};

export type GoalState = 'no-baseline' | 'no-data' | 'reached' | 'on-track' | 'behind' | 'missed';

export type GoalProgress = {
  state: GoalState;
  /** 0 at the baseline, 1 at the target; below 0 when it got worse. Null without baseline or data. */
  share: number | null;
  /** Where a steady pace would be now, 0–1. */
  expectedShare: number;
  /** Set when there are too few incidents to rely on the number. */
  caution: string | null;
};

export function goalMeasure(key: GoalMeasure): GoalMeasureInfo {
  const info = goalMeasures.find((candidate) => candidate.key === key);
  if (!info) throw new RangeError(`no goal measure is called ${key}`);
  return info;
}

/** What is wrong with a goal before it is saved, in sentences. Empty: fine. */
export function goalFaults(goal: Goal): string[] {
  const faults: string[] = [];
  const { better, unit } = goalMeasure(goal.measure);
  if (goal.dueAt <= goal.startedAt) faults.push('The due date of a goal must be after its start.');
  if (goal.target < 0 || !Number.isFinite(goal.target)) faults.push('The target must be zero or more.');
  if (unit === 'share' && goal.target > 1) faults.push('A percentage can be at most 100%.');
  if (unit === 'level' && goal.target > 7) faults.push('The highest level is 7.');
  if (goal.baseline) {
    const ambitious = better === 'lower' ? goal.target < goal.baseline.value : goal.target > goal.baseline.value;
    if (!ambitious) faults.push('The target must be better than the baseline.');
  }
  return faults;
}

function reaches(value: number, target: number, better: 'lower' | 'higher'): boolean {
  return better === 'lower' ? value <= target : value >= target;
}

/** Progress of a goal with the measure’s present value; `current` is null when nothing happened in the period. */
export function goalProgress(goal: Goal, current: { value: number; n: number } | null, now: number): GoalProgress {
  const { better, needsMany } = goalMeasure(goal.measure);
  const span = goal.dueAt - goal.startedAt;
  const expectedShare = span <= 0 ? 1 : Math.min(1, Math.max(0, (now - goal.startedAt) / span));
  if (goal.baseline === null) return { state: 'no-baseline', share: null, expectedShare, caution: null };
  if (current === null)
    return { state: now > goal.dueAt ? 'missed' : 'no-data', share: null, expectedShare, caution: null };
  const fewest = Math.min(goal.baseline.n, current.n);
  const caution =
    needsMany && fewest < leastForTrend ? `Only ${fewest} on one side of the comparison: interpret with care.` : null;
  const distance = goal.target - goal.baseline.value;
  const reached = reaches(current.value, goal.target, better);
  const share = distance === 0 ? (reached ? 1 : 0) : (current.value - goal.baseline.value) / distance;
  if (reached) return { state: 'reached', share, expectedShare, caution };
  if (now > goal.dueAt) return { state: 'missed', share, expectedShare, caution };
  return { state: share >= expectedShare ? 'on-track' : 'behind', share, expectedShare, caution };
}
