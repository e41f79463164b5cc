/** How far a milestone that is meant to reach a goal is. `ended`: its plan has ended without it. */
export type GoalMilestoneState = 'done' | 'due' | 'late' | 'ended';

/** @param dueOn and `today` as YYYY-MM-DD in the zone of the plan */
export function goalMilestoneState(facts: {
  isDone: boolean;
  dueOn: string;
  today: string;
  isPlanEnded: boolean;
}): GoalMilestoneState {
  if (facts.isDone) return 'done';
  if (facts.isPlanEnded) return 'ended';
  return facts.dueOn < facts.today ? 'late' : 'due';
}

/** `3 of 7 milestones done, 2 due, 2 late`; null where there are none. */
export function goalMilestonesText(milestones: readonly { state: GoalMilestoneState }[]): string | null {
  const total = milestones.length;
  if (total === 0) return null;
  const count = (state: GoalMilestoneState) => milestones.filter((one) => one.state === state).length;
  const open = [
    [count('due'), 'due'],
    [count('late'), 'late'],
    [count('ended'), 'left open by an ended plan'],
  ] as const;
  const done = `${count('done')} of ${total} ${total === 1 ? 'milestone' : 'milestones'} done`;
  return [done, ...open.flatMap(([n, word]) => (n === 0 ? [] : `${n} ${word}`))].join(', ');
}
