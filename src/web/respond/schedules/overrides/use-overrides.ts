import { listOnCall, readMyOnCall, readOnCallOverview } from '../../../../contract/respond/schedules/oncall.ts';
import {
  createOverride,
  deleteOverride,
  listOverrides,
  type Override,
  swapShifts,
  takeOver,
  updateOverride,
} from '../../../../contract/respond/schedules/overrides.ts';
import { getTimeline } from '../../../../contract/respond/schedules/timeline.ts';
import { api } from '../../../data/api.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { sayRefusal } from '../../../ui/form/say-refusal.ts';
import { showToast, showUndo } from '../../../ui/screen/toasts.ts';

type OverrideBody = {
  personId?: number;
  replacesPersonId?: number | null;
  startsAt?: string;
  endsAt?: string;
  reason?: string;
};
type NewOverride = OverrideBody & { personId: number; startsAt: string; endsAt: string };
type OwnShift = { personId: number; startsAt: string; endsAt: string };

/** What stands on the screens of who is on call when. */
export const onCallReads = [getTimeline, listOverrides, listOnCall, readMyOnCall, readOnCallOverview];
const changes = onCallReads;

/** Puts people on call and takes it back; each of it can be undone for a few seconds. */
export function useOverrides(scheduleId: number) {
  const params = { id: scheduleId };
  const remove = useAction(deleteOverride, { changes });
  const create = useAction(createOverride, { changes, done: (made) => offerUndo(made) });
  const take = useAction(takeOver, { changes, done: (made) => offerUndo(made) });
  const update = useAction(updateOverride, { changes });
  const swap = useAction(swapShifts, {
    changes,
    done: ({ overrides }) =>
      showUndo(`${overrides.map(({ personName }) => personName).join(' and ')} swapped shifts.`, async () => {
        // The later one first: it is never left standing over a shift that has gone back.
        for (const { id } of overrides.toReversed()) {
          await remove.mutateAsync({ params: { id: scheduleId, overrideId: id } }).catch(sayRefusal);
        }
      }),
  });
  const offerUndo = ({ id, personName }: Override) =>
    showUndo(`${personName} covers it.`, () => remove.mutate({ params: { id: scheduleId, overrideId: id } }));
  return {
    isRunning: create.isPending || take.isPending,
    /** For form fields: rejects with the refusal. */
    create: (body: NewOverride) => create.mutateAsync({ params, body }),
    /** For form fields: rejects with the refusal. */
    update: async (before: Override, body: OverrideBody, ifMatch: number) => {
      const place = (overrideId: number) => ({ params: { id: scheduleId, overrideId } });
      const saved = await update.mutateAsync({ ...place(before.id), body, ifMatch });
      showUndo('Override changed.', () => {
        const { personId, replacesPersonId, endsAt, reason } = before;
        const startsAt = saved.id === before.id && body.startsAt !== undefined ? before.startsAt : undefined;
        update.mutate({
          ...place(saved.id),
          body: { personId, replacesPersonId, startsAt, endsAt, reason },
          ifMatch: saved.version,
        });
      });
      return saved;
    },
    cover: (body: NewOverride) => create.mutate({ params, body }),
    swap: (first: OwnShift, second: OwnShift) => swap.mutate({ params, body: { first, second } }),
    /** Until the running shift ends, or until an instant. */
    takeOver: (until?: string) => take.mutate({ params, body: { until } }),
    async remove(overrideId: number) {
      try {
        // Whole, as it was made: what is seen of it may be the part that covers one shift.
        const { items } = await api.call(listOverrides, { params, query: { limit: 200 } });
        const known = items.find(({ id }) => id === overrideId);
        await remove.mutateAsync({ params: { id: scheduleId, overrideId } });
        if (!known) return void showToast('Override removed.');
        const { personId, replacesPersonId, startsAt, endsAt, reason } = known;
        const body = { personId, replacesPersonId, startsAt, endsAt, reason };
        showUndo('Override removed.', () => create.mutate({ params, body }));
      } catch (error) {
        sayRefusal(error);
      }
    },
  };
}
