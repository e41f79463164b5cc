export type ScoreKey =
  | 'commander'
  | 'roles'
  | 'severity'
  | 'first-post'
  | 'rhythm'
  | 'named-tasks'
  | 'plan-b'
  | 'timeline'
  | 'handover'
  | 'runbook'
  | 'debrief';

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

/** Facts of a drill the product measured itself; instants are epoch milliseconds. */
export type DrillFacts = {
  declaredAt: number;
  commanderAssignedAt: number | null;
  firstPublicDraftAt: number | null;
  rolesNeeded: number;
  rolesFilled: number;
  rolesDoubled: boolean;
  tasks: number;
  tasksWithOwner: number;
  lateUpdates: number;
  updates: number;
};

function byTime(minutes: number | null, best: number, good: number): ScorePoints {
  if (minutes === null) return 0;
  if (minutes <= best) return 3;
  return minutes <= good ? 2 : 1;
}

/** Proposes the marks that can be read from the record; the leader of the drill may change them. */
export function proposeMarks(facts: DrillFacts): ScoreMarks {
  const minutesTo = (at: number | null) => (at === null ? null : (at - facts.declaredAt) / 60_000);
  const rolesAll = facts.rolesFilled >= facts.rolesNeeded;
  const namedShare = facts.tasks === 0 ? null : facts.tasksWithOwner / facts.tasks;
  const named = namedShare === null ? null : namedShare === 1 ? 3 : namedShare >= 0.5 ? 2 : namedShare > 0 ? 1 : 0;
  const rhythm = facts.updates === 0 ? 0 : facts.lateUpdates === 0 ? 3 : facts.lateUpdates === 1 ? 2 : 1;
  return {
    commander: byTime(minutesTo(facts.commanderAssignedAt), 5, 10),
    'first-post': byTime(minutesTo(facts.firstPublicDraftAt), 5, 15),
    roles: facts.rolesNeeded === 0 ? null : rolesAll ? (facts.rolesDoubled ? 2 : 3) : facts.rolesFilled > 0 ? 1 : 0,
    'named-tasks': named,
    rhythm,
  };
}
