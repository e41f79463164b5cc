import { listOnCall, readMyOnCall } from '../../../contract/oncall.ts';
import {
  createOverride,
  deleteOverride,
  getTimeline,
  listOverrides,
  type Override,
  swapShifts,
  takeOver,
} from '../../../contract/schedules.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { problemWords } from '../../ui/error-state.tsx';
import { showToast, showUndo } from '../../ui/toasts.ts';

type OwnShift = { personId: number; startsAt: string; endsAt: string };

const changes = [getTimeline, listOverrides, listOnCall, readMyOnCall];

function showFailure(error: unknown): void {
  const { title, detail } = problemWords(error);
  showToast(detail ?? title, { tone: 'failed' });
}

/** Puts people on call and takes it back; each of it can be undone for a few seconds. */
export function useOverrides(scheduleId: number) {
  const params = { id: scheduleId };
  const remove = useAction(deleteOverride, { changes });
  const create = useAction(createOverride, { changes, done: (made) => offerUndo(made) });
  const take = useAction(takeOver, { changes, done: (made) => offerUndo(made) });
  const swap = useAction(swapShifts, {
    changes,
    done: ({ overrides }) =>
      showUndo(`${overrides.map(({ personName }) => personName).join(' and ')} have swapped.`, async () => {
        // The later one first: it is never left standing over a shift that has gone back.
        for (const { id } of overrides.toReversed()) {
          await remove.mutateAsync({ params: { id: scheduleId, overrideId: id } }).catch(showFailure);
        }
      }),
  });
  const offerUndo = ({ id, personName }: Override) =>
    showUndo(`${personName} covers it.`, () =>
      remove.mutate({ params: { id: scheduleId, overrideId: id } }, { onError: showFailure }),
    );
  return {
    isRunning: create.isPending || take.isPending,
    /** For form fields: rejects with the refusal. */
    create: (body: { personId: number; startsAt: string; endsAt: string; reason?: string }) =>
      create.mutateAsync({ params, body }),
    cover: (personId: number, startsAt: string, endsAt: string) =>
      create.mutate({ params, body: { personId, startsAt, endsAt } }, { onError: showFailure }),
    swap: (first: OwnShift, second: OwnShift) =>
      swap.mutate({ params, body: { first, second } }, { onError: showFailure }),
    /** Until the running shift ends, or until an instant. */
    takeOver: (until?: string) => take.mutate({ params, body: { until } }, { onError: showFailure }),
    /** `again` makes the override anew when the removal is undone. */
    remove: (overrideId: number, again: { personId: number; startsAt: string; endsAt: string }) =>
      remove.mutate(
        { params: { id: scheduleId, overrideId } },
        {
          onError: showFailure,
          onSuccess: () =>
            showUndo('The override is gone.', () => create.mutate({ params, body: again }, { onError: showFailure })),
        },
      ),
  };
}
