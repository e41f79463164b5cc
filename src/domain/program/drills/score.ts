import type { ScoreKey } from '../../../contract/program/drill-keys.ts';

export type ScoreItem = {
  key: ScoreKey;
  name: string;
  /** What 0, 1, 2 and 3 points look like. */
  marks: readonly [string, string, string, string];
};

export const scoreCard: readonly ScoreItem[] = [
  {
    key: 'commander',
    name: 'Time to commander',
    marks: ['no commander', 'over ten minutes', 'within ten minutes', 'within five minutes'],
  },
  { key: 'roles', name: 'Roles filled', marks: ['none', 'some', 'all, some doubled', 'all, by different people'] },
  {
    key: 'severity',
    name: 'Severity set',
    marks: ['never', 'after a long debate', 'after a short debate', 'immediately, the higher one when in doubt'],
  },
  {
    key: 'first-post',
    name: 'First public draft',
    marks: ['none', 'over fifteen minutes', 'within fifteen minutes', 'within five minutes'],
  },
  { key: 'rhythm', name: 'Update rhythm', marks: ['lost', 'often late', 'late once', 'kept'] },
  {
    key: 'named-tasks',
    name: 'Tasks given to named people',
    marks: ['hardly any', 'under half', 'most', 'all, with a deadline and read back'],
  },
  {
    key: 'plan-b',
    name: 'Plan B',
    marks: ['none', 'after plan A failed', 'considered', 'stated before plan A failed'],
  },
  { key: 'timeline', name: 'Timeline', marks: ['empty', 'with gaps', 'good', 'tells the whole story by itself'] },
  {
    key: 'handover',
    name: 'Handover',
    marks: ['needed but missing', 'unannounced', 'announced', 'briefed, announced, confirmed'],
  },
  { key: 'runbook', name: 'Runbook', marks: ['missing', 'wrong', 'useful but incomplete', 'correct and followed'] },
  { key: 'debrief', name: 'Debrief', marks: ['none', 'planned', 'held', 'held the same day, with action items'] },
];

export type ScorePoints = 0 | 1 | 2 | 3;

/** Null: this item did not come up in the drill and does not count. */
export type ScoreMarks = Partial<Record<ScoreKey, ScorePoints | null>>;

export type DrillScore = {
  points: number;
  possible: number;
  /** 0–1; null when nothing was marked. */
  share: number | null;
  /** Lowest marks first; where the next drill should look. */
  weakest: ScoreKey[];
  unmarked: ScoreKey[];
};

export function scoreDrill(marks: ScoreMarks): DrillScore {
  const marked = scoreCard.flatMap(({ key }) => {
    const points = marks[key];
    return typeof points === 'number' ? [{ key, points: Math.min(3, Math.max(0, points)) }] : [];
  });
  const points = marked.reduce((sum, item) => sum + item.points, 0);
  const possible = marked.length * 3;
  const weak = marked.filter((item) => item.points <= 1).sort((left, right) => left.points - right.points);
  return {
    points,
    possible,
    share: possible === 0 ? null : points / possible,
    weakest: weak.slice(0, 3).map((item) => item.key),
    unmarked: scoreCard.filter(({ key }) => marks[key] === undefined).map(({ key }) => key),
  };
}
