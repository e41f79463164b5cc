import { expect, test } from 'vitest';
import { goalMilestoneState, goalMilestonesText } from './milestones.ts';

test('A milestone is late from the day after its date, and neither due nor late once its plan has ended', () => {
  const open = { isDone: false, dueOn: '2026-03-10', isPlanEnded: false };
  expect(goalMilestoneState({ ...open, today: '2026-03-10' })).toBe('due');
  expect(goalMilestoneState({ ...open, today: '2026-03-11' })).toBe('late');
  expect(goalMilestoneState({ ...open, today: '2026-03-11', isPlanEnded: true })).toBe('ended');
  expect(goalMilestoneState({ ...open, today: '2026-03-11', isPlanEnded: true, isDone: true })).toBe('done');
});

test('The sentence counts what is done of all and names only what there is', () => {
  const of = (...states: ('done' | 'due' | 'late' | 'ended')[]) =>
    goalMilestonesText(states.map((state) => ({ state })));
  expect(of()).toBeNull();
  expect(of('done')).toBe('1 of 1 milestone done');
  expect(of('done', 'due', 'late', 'late')).toBe('1 of 4 milestones done, 1 due, 2 late');
  expect(of('ended', 'done')).toBe('1 of 2 milestones done, 1 left open by an ended plan');
});
