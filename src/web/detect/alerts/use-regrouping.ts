import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../../client/client.ts';
import { type Alert, getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { mergeAlerts, type Regrouping, splitAlert, undoRegrouping } from '../../../contract/respond/regroupings.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import { nameOf } from './use-alert-actions.ts';

type Regrouped = Pick<Alert, 'id' | 'title'>;

const touched = [listAlerts, getAlert, readAlertPaging, listPages, getPage];

/** Merges groups of alerts and splits alerts from theirs; both can be undone while nothing else has changed them. */
export function useRegrouping() {
  const queries = useQueryClient();
  const refresh = () => Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
  /** A refusal is said in the server's own words: usually the group has changed meanwhile. */
  const attempt = async <T>(change: () => Promise<T>): Promise<T | null> => {
    try {
      return await change();
    } catch (error) {
      showToast(error instanceof ApiProblem ? error.message : String(error), { tone: 'failed', forSeconds: 10 });
      return null;
    }
  };
  /** The latest first: each gives back what the one before had left. */
  const undo = async (done: readonly Regrouping[]) => {
    await attempt(async () => {
      for (const { id } of [...done].reverse()) await api.call(undoRegrouping, { params: { id } });
    });
    await refresh();
  };
  return {
    async merge(alerts: readonly Regrouped[]) {
      if (alerts.length < 2) return void showToast('Select the alerts whose groups are to be merged.');
      const body = { alertIds: alerts.map(({ id }) => id) };
      const merged = await attempt(() => api.call(mergeAlerts, { body }));
      await refresh();
      if (merged) showUndo(`Merged ${nameOf(alerts)} into page ${merged.pageId}.`, () => void undo([merged]));
    },
    async split(alerts: readonly Regrouped[]) {
      const done: Regrouping[] = [];
      await attempt(async () => {
        for (const { id } of alerts) done.push(await api.call(splitAlert, { params: { id } }));
      });
      await refresh();
      if (done.length > 0)
        showUndo(`Split ${nameOf(alerts.slice(0, done.length))} from the group.`, () => void undo(done));
    },
  };
}
