import {
  applyRota,
  listRotas,
  previewRota,
  type RotaProposal,
  removeRota,
} from '../../../../contract/respond/schedules/rotas.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { sayRefusal } from '../../../ui/form/say-refusal.ts';
import { showUndo } from '../../../ui/screen/toasts.ts';
import { onCallReads } from '../overrides/use-overrides.ts';

const changes = [...onCallReads, listRotas, previewRota];

/** Puts rotas in force and takes them back; each can be undone for a few seconds. */
export function useRota(scheduleId: number) {
  const params = { id: scheduleId };
  const remove = useAction(removeRota, { changes });
  const apply = useAction(applyRota, { changes });
  return {
    isRunning: apply.isPending,
    async apply({ overrides, scheduleChangedAt }: RotaProposal): Promise<boolean> {
      try {
        const { id } = await apply.mutateAsync({ params, body: { overrides, unchangedSince: scheduleChangedAt } });
        showUndo('Rota applied.', () => remove.mutate({ params: { ...params, rotaId: id } }));
        return true;
      } catch (error) {
        sayRefusal(error);
        return false;
      }
    },
    async remove(rotaId: number) {
      try {
        const { overrides } = await remove.mutateAsync({ params: { ...params, rotaId } });
        showUndo('Rota removed.', () => apply.mutate({ params, body: { overrides } }));
      } catch (error) {
        sayRefusal(error);
      }
    },
  };
}
