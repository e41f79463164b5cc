import { addDays, daysBetween } from './plan.ts';

/** The column of the board. */
export type MilestoneStatus = 'not-started' | 'in-progress' | 'blocked' | 'done';

/** Begun while something it waits for is not done is blocked: nobody can be in the middle of it. */
export function milestoneStatus(facts: {
  isDone: boolean;
  isStarted: boolean;
  isBlocked: boolean;
  waitsForOpen: boolean;
}): MilestoneStatus {
  if (facts.isDone) return 'done';
  if (facts.isBlocked) return 'blocked';
  if (!facts.isStarted) return 'not-started';
  return facts.waitsForOpen ? 'blocked' : 'in-progress';
}

/** For each key the keys of what it waits for. */
export type WaitsFor = ReadonlyMap<string, readonly string[]>;

/** The circle that would close if `key` waited for these: it begins and ends with `key`. Null: there is none. */
export function cycleThrough(graph: WaitsFor, key: string, waitsFor: readonly string[]): string[] | null {
  const seen = new Set<string>();
  const wayTo = (from: string): string[] | null => {
    if (from === key) return [from];
    if (seen.has(from)) return null;
    seen.add(from);
    for (const next of graph.get(from) ?? []) {
      const way = wayTo(next);
      if (way) return [from, ...way];
    }
    return null;
  };
  for (const first of waitsFor) {
    const way = wayTo(first);
    if (way) return [key, ...way];
  }
  return null;
}

export type DatedMilestone = {
  key: string;
  /** YYYY-MM-DD. */
  dueDate: string;
  isDone: boolean;
  waitsFor: readonly string[];
};

/** The open ones that wait for this one, directly or through others, each after all it waits for. */
export function following(milestones: readonly DatedMilestone[], key: string): DatedMilestone[] {
  const open = milestones.filter((milestone) => !milestone.isDone);
  const after: DatedMilestone[] = [];
  const visited = new Set<string>([key]);
  const visit = (from: string) => {
    for (const milestone of open) {
      if (!milestone.waitsFor.includes(from) || visited.has(milestone.key)) continue;
      visited.add(milestone.key);
      visit(milestone.key);
      after.unshift(milestone);
    }
  };
  visit(key);
  return after;
}

/** The latest due date of the open milestones that this one waits for; null when it waits for none. */
export function earliestDate(milestones: readonly DatedMilestone[], key: string): string | null {
  const waitsFor = milestones.find((milestone) => milestone.key === key)?.waitsFor ?? [];
  return latest(milestones.filter((one) => !one.isDone && waitsFor.includes(one.key)).map(({ dueDate }) => dueDate));
}

/**
 * New dates when a milestone moves and the open ones after it move with it: by as many days, but never before what they
 * wait for. Only dates that change.
 */
export function moveWithFollowing(milestones: readonly DatedMilestone[], key: string, dueDate: string) {
  const moved = milestones.find((milestone) => milestone.key === key);
  const dates = new Map<string, string>();
  if (!moved) return dates;
  const days = daysBetween(moved.dueDate, dueDate);
  const dateOf = (one: DatedMilestone) => dates.get(one.key) ?? one.dueDate;
  if (days !== 0) dates.set(key, dueDate);
  for (const milestone of following(milestones, key)) {
    const open = milestones.filter((one) => !one.isDone && milestone.waitsFor.includes(one.key));
    const date = latest([addDays(milestone.dueDate, days), ...open.map(dateOf)])!;
    if (date !== milestone.dueDate) dates.set(milestone.key, date);
  }
  return dates;
}

function latest(dates: readonly string[]): string | null {
  return dates.reduce<string | null>((last, date) => (last === null || date > last ? date : last), null);
}
