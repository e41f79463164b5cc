import { useQueryClient } from '@tanstack/react-query';
import { type Alert, countAlerts, getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import {
  acknowledgeAlert,
  reopenAlert,
  resolveAlert,
  snoozeAlert,
  unacknowledgeAlert,
  unsnoozeAlert,
} from '../../../contract/respond/alert-response.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { announce, showToast, showUndo } from '../../ui/screen/toasts.ts';
import { patchAlerts } from './patch-alerts.ts';

/** What an action needs to know of an alert. */
export type Actionable = Pick<Alert, 'id' | 'title' | 'state'>;

type Response = typeof acknowledgeAlert | typeof unacknowledgeAlert | typeof resolveAlert;

const touched = [listAlerts, getAlert, countAlerts, listPages, getPage];

/** Acknowledge, give up and resolve, for one alert or many: shown at once, put back when the server refuses. */
export function useAlertActions() {
  const queries = useQueryClient();
  const person = usePerson();

  /** Returns those that were changed. */
  const respond = async <A extends Actionable>(
    endpoint: Response,
    alerts: readonly A[],
    patch: Partial<Alert>,
  ): Promise<A[]> => {
    await queries.cancelQueries({ queryKey: [listAlerts.name] });
    const putBack = patchAlerts(queries, new Set(alerts.map(({ id }) => id)), patch);
    const results = await Promise.allSettled(alerts.map(({ id }) => api.call(endpoint, { params: { id } })));
    const failures = results.flatMap((result, index) =>
      result.status === 'rejected' ? [{ id: alerts[index]!.id, why: result.reason as Error }] : [],
    );
    if (failures.length > 0) {
      putBack(new Set(failures.map(({ id }) => id)));
      const which = failures.length === results.length ? '' : `${failures.length} of ${results.length}: `;
      showToast(which + failures[0]!.why.message, { tone: 'failed', forSeconds: 10 });
    }
    void Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    const held = results.filter(
      (result) => endpoint === acknowledgeAlert && result.status === 'fulfilled' && result.value.state === 'triggered',
    );
    if (held.length > 0) {
      putBack(new Set(alerts.flatMap(({ id }, index) => (held.includes(results[index]!) ? [id] : []))));
      showToast('Your acknowledgement counts. Others must acknowledge the page too.', { forSeconds: 10 });
    }
    return alerts.filter(
      ({ id }, index) => failures.every((failure) => failure.id !== id) && !held.includes(results[index]!),
    );
  };

  const giveUp = (alerts: readonly Actionable[]) =>
    respond(unacknowledgeAlert, alerts, { state: 'triggered', acknowledgedAt: null, acknowledgedBy: null });

  const reopen = async (alerts: readonly Actionable[]) => {
    const body = { reason: 'Resolved by mistake' };
    const results = await Promise.allSettled(alerts.map(({ id }) => api.call(reopenAlert, { params: { id }, body })));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) showToast((failed.reason as Error).message, { tone: 'failed', forSeconds: 10 });
    await Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
  };

  const put = async (change: () => Promise<unknown>): Promise<boolean> => {
    try {
      await change();
      return true;
    } catch (error) {
      showToast((error as Error).message, { tone: 'failed', forSeconds: 10 });
      return false;
    } finally {
      await Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    }
  };
  const unsnooze = ({ id }: Actionable) => put(() => api.call(unsnoozeAlert, { params: { id } }));

  return {
    /** `words`: for how long, as in `for an hour`. */
    async snooze(alert: Actionable, until: string, words: string) {
      const params = { id: alert.id };
      if (await put(() => api.call(snoozeAlert, { params, body: { until } })))
        showUndo(`Snoozed ${nameOf([alert])} ${words}.`, () => void unsnooze(alert));
    },
    unsnooze,
    async acknowledge(alerts: readonly Actionable[]) {
      const triggered = alerts.filter(({ state }) => state === 'triggered');
      if (triggered.length === 0) return announce('Nothing to acknowledge');
      const acknowledgedBy = { kind: 'person', name: person?.name ?? 'You' };
      const taken = await respond(acknowledgeAlert, triggered, { state: 'acknowledged', acknowledgedBy });
      if (taken.length > 0) showUndo(`Acknowledged ${nameOf(taken)}`, () => void giveUp(taken));
    },
    giveUp,
    async resolve(alerts: readonly Actionable[]) {
      const open = alerts.filter(({ state }) => state !== 'resolved');
      const resolved = await respond(resolveAlert, open, { state: 'resolved' });
      if (resolved.length > 0) showUndo(`Resolved ${nameOf(resolved)}`, () => void reopen(resolved));
    },
  };
}

/** “Disk full”, or `3 alerts`. */
export function nameOf(alerts: readonly Pick<Alert, 'title'>[]): string {
  return alerts.length === 1 ? `“${alerts[0]!.title}”` : `${alerts.length} alerts`;
}
