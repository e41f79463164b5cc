import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../../client/client.ts';
import { acknowledgeAlert, resolveAlert, unacknowledgeAlert } from '../../../contract/alert-response.ts';
import { type Alert, countAlerts, getAlert, listAlerts } from '../../../contract/alerts.ts';
import { getPage, listPages } from '../../../contract/pages.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { announce, showToast, showUndo } from '../../ui/toasts.ts';
import { patchAlerts } from './patch-alerts.ts';

/** What an action needs to know of an alert. */
export type Actionable = Pick<Alert, 'id' | 'title' | 'state'>;

type Response = typeof acknowledgeAlert | typeof unacknowledgeAlert | typeof resolveAlert;

const touched = [listAlerts, getAlert, countAlerts, listPages, getPage];

/** Acknowledge, give up and resolve, for one alert or many: shown at once, put right when the server refuses. */
export function useAlertActions() {
  const queries = useQueryClient();
  const person = usePerson();

  const respond = async (endpoint: Response, alerts: readonly Actionable[], patch: Partial<Alert>) => {
    const ids = new Set(alerts.map(({ id }) => id));
    await queries.cancelQueries({ queryKey: [listAlerts.name] });
    patchAlerts(queries, ids, patch);
    const results = await Promise.allSettled([...ids].map((id) => api.call(endpoint, { params: { id } })));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0) {
      const [first] = failures;
      const why = first instanceof ApiProblem ? first.message : String(first);
      const which = failures.length === results.length ? '' : `${failures.length} of ${results.length}: `;
      showToast(which + why, { tone: 'failed' });
    }
    await Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    return failures.length === 0;
  };

  const giveUp = (alerts: readonly Actionable[]) =>
    respond(unacknowledgeAlert, alerts, { state: 'triggered', acknowledgedAt: null, acknowledgedBy: null });

  return {
    acknowledge(alerts: readonly Actionable[]) {
      const triggered = alerts.filter(({ state }) => state === 'triggered');
      if (triggered.length === 0) return announce('Nothing to acknowledge');
      const acknowledgedBy = { kind: 'person', name: person?.name ?? 'You' };
      void respond(acknowledgeAlert, triggered, { state: 'acknowledged', acknowledgedBy });
      showUndo(`Acknowledged ${nameOf(triggered)}`, () => void giveUp(triggered));
    },
    giveUp,
    async resolve(alerts: readonly Actionable[]) {
      const open = alerts.filter(({ state }) => state !== 'resolved');
      if (await respond(resolveAlert, open, { state: 'resolved' })) showToast(`Resolved ${nameOf(open)}`);
    },
  };
}

/** “Disk full”, or `3 alerts`. */
export function nameOf(alerts: readonly Pick<Alert, 'title'>[]): string {
  return alerts.length === 1 ? `“${alerts[0]!.title}”` : `${alerts.length} alerts`;
}
