import { useQueryClient } from '@tanstack/react-query';
import { getGoal, listGoals } from '../../../contract/program/goals.ts';
import {
  getPilot,
  listPilots,
  type MilestoneChange,
  type Pilot,
  removeMilestone,
  restoreMilestone,
  updateMilestone,
} from '../../../contract/program/pilots.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { endpointKey, useAction } from '../../data/endpoint-query.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { showUndo } from '../../ui/screen/toasts.ts';
import { type Milestone, type MilestoneStatus, statusLooks, statusOf } from './milestone-looks.ts';

export const planReads = [getPilot, listPilots, readProgram, getGoal, listGoals];

/** What a press on a milestone does: shown at once, and taken back for some seconds. */
export function useMilestones(plan: Pilot) {
  const queries = useQueryClient();
  const update = useAction(updateMilestone, { changes: planReads });
  const restore = useAction(restoreMilestone, { changes: planReads });
  const remove = useAction(removeMilestone, { changes: planReads });
  const key = endpointKey(getPilot, { params: { id: plan.id } });
  const paramsOf = (milestone: Milestone) => ({ id: plan.id, key: milestone.key });

  const show = (milestone: Milestone, status: MilestoneStatus) =>
    queries.setQueryData<Pilot>(
      key,
      (known) =>
        known && {
          ...known,
          milestones: known.milestones.map((one) => (one.key === milestone.key ? { ...one, status } : one)),
        },
    );

  const setStatus = (milestone: Milestone, status: MilestoneStatus, blockedReason = '') => {
    const body = status === 'blocked' ? { status, blockedReason } : { status };
    const before = statusOf(milestone);
    show(milestone, status);
    update.mutate(
      { params: paramsOf(milestone), body: body as MilestoneChange },
      {
        onSuccess: () =>
          showUndo(`${statusLooks[status].word}: ${milestone.title}`, () => {
            const { blockedReason: reason } = milestone;
            const back = before === 'blocked' && reason === '' ? { status: 'in-progress' } : { status: before };
            const withReason = before === 'blocked' && reason !== '' ? { ...back, blockedReason: reason } : back;
            update.mutate({ params: paramsOf(milestone), body: withReason as MilestoneChange });
          }),
        onError: (error) => {
          void queries.invalidateQueries({ queryKey: key });
          sayRefusal(error);
        },
      },
    );
  };

  const take = (milestone: Milestone) =>
    remove.mutate(
      { params: paramsOf(milestone) },
      {
        onSuccess: () => showUndo(removedText(milestone), () => restore.mutate({ params: paramsOf(milestone) })),
      },
    );

  return { setStatus, remove: take };
}

/** Says as well which goals lose it. */
function removedText({ title, goals }: Milestone): string {
  if (goals.length === 0) return `Removed: ${title}`;
  const names = goals.map(({ name }) => `“${name}”`).join(' and ');
  return `Removed: ${title}. It was meant to reach ${names}`;
}

/** Says which dates moved, and puts them back when asked. */
export function useDatesMoved(plan: Pilot) {
  const update = useAction(updateMilestone, { changes: planReads });
  return (saved: Pilot) => {
    const before = new Map(plan.milestones.map(({ key, dueOn }) => [key, dueOn]));
    const moved = saved.milestones.filter(({ key, dueOn }) => before.has(key) && before.get(key) !== dueOn);
    if (moved.length < 2) return;
    showUndo(`${moved.length} dates moved`, async () => {
      for (const { key } of moved)
        await update
          .mutateAsync({
            params: { id: plan.id, key },
            body: { dueOn: before.get(key)!, moveFollowing: false },
          })
          .catch(sayRefusal);
    });
  };
}
