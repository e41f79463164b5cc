import { useQueryClient } from '@tanstack/react-query';
import { type Alert, countAlerts, getAlert, type ListedAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import type { CallOf } from '../../../contract/endpoint.ts';
import { respondToAlerts } from '../../../contract/respond/alert-response.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { respondToMany, takeBackSnooze } from '../../data/respond-to-many.ts';
import { usePerson } from '../../data/session.ts';
import { announce, showToast, showUndo } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { patchAlerts } from './patch-alerts.ts';

/** What an action needs to know of an alert. */
export type Actionable = Pick<Alert, 'id' | 'title' | 'state'>;

/** With its page, as it stands before it is snoozed; undefined where no page knows the alert. */
type Snoozable = Actionable & { page?: ListedAlert['page'] };

/** The page by which it is snoozed. */
const snoozedPage = ({ page }: Snoozable) => (page && page.state !== 'resolved' ? page : null);

type Response = Omit<CallOf<typeof respondToAlerts>['body'], 'ids'>;

const touched = [listAlerts, getAlert, countAlerts, listPages, getPage];
const hourMs = 3_600_000;

/** What people do to one alert or many, in one request: shown at once, put back where the server refuses. */
export function useAlertActions() {
  const queries = useQueryClient();
  const person = usePerson();
  const refresh = () => Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));

  /** Returns those that were changed. */
  const respond = async <A extends Actionable>(
    response: Response,
    alerts: readonly A[],
    patchOf: (alert: A) => Partial<Alert>,
  ): Promise<A[]> => {
    await queries.cancelQueries({ queryKey: [listAlerts.name] });
    const putBack = patchAlerts(queries, new Map(alerts.map((alert) => [alert.id, patchOf(alert)])));
    const answers = await respondToMany(
      alerts.map(({ id }) => id),
      (ids) => api.call(respondToAlerts, { body: { ...response, ids } }),
    );
    const having = (is: (answer: { state: string | null; refusal: string | null }) => boolean) =>
      new Set([...answers].flatMap(([id, answer]) => (is(answer) ? id : [])));
    const refused = having(({ refusal }) => refusal !== null);
    const held = having(({ state }) => response.action === 'acknowledge' && state === 'triggered');
    if (refused.size > 0) {
      const which = refused.size === alerts.length ? '' : `${refused.size} of ${alerts.length}: `;
      showToast(which + answers.get([...refused][0]!)!.refusal!, { tone: 'failed', forSeconds: 10 });
    }
    if (held.size > 0)
      showToast('Your acknowledgement counts. Others must acknowledge the page too.', { forSeconds: 10 });
    putBack(new Set([...refused, ...held]));
    void refresh();
    return alerts.filter(({ id }) => !refused.has(id) && !held.has(id));
  };

  const acknowledged = () => ({
    state: 'acknowledged' as const,
    acknowledgedBy: { kind: 'person', name: person?.name ?? 'You' },
  });
  const giveUp = (alerts: readonly Actionable[]) =>
    respond({ action: 'unacknowledge' }, alerts, () => ({
      state: 'triggered',
      acknowledgedAt: null,
      acknowledgedBy: null,
    }));
  const reopen = (alerts: readonly Actionable[]) =>
    respond({ action: 'reopen', reason: 'Resolved by mistake' }, alerts, () => ({}));
  const unsnooze = (alerts: readonly Actionable[]) => respond({ action: 'unsnooze' }, alerts, () => ({}));

  const takeBack = async (snoozed: readonly Snoozable[]) => {
    const pages = new Map(snoozed.flatMap((alert) => snoozedPage(alert) ?? []).map((page) => [page.id, page]));
    const alone = snoozed.filter((alert) => snoozedPage(alert) === null);
    const [refusals] = await Promise.all([takeBackSnooze([...pages.values()]), alone.length > 0 && unsnooze(alone)]);
    if (refusals[0]) showToast(refusals[0], { tone: 'failed', forSeconds: 10 });
    await refresh();
  };

  /** `words`: for how long, as in `for an hour`. */
  const snooze = async (alerts: readonly Snoozable[], until: string, words: string) => {
    const open = alerts.filter(({ state }) => state !== 'resolved');
    if (open.length === 0) return announce('Nothing to snooze');
    const quiet = { notPagedBecause: 'snoozed', suppressedReason: 'Snoozed.', suppressedUntil: until };
    const snoozed = await respond({ action: 'snooze', until }, open, (alert) =>
      snoozedPage(alert) ? acknowledged() : quiet,
    );
    if (snoozed.length > 0) showUndo(`Snoozed ${nameOf(snoozed)} ${words}.`, () => void takeBack(snoozed));
  };

  return {
    snooze,
    snoozeHour: (alerts: readonly Snoozable[]) =>
      snooze(alerts, new Date(serverNow() + hourMs).toISOString(), 'for an hour'),
    unsnooze,
    async acknowledge(alerts: readonly Actionable[]) {
      const triggered = alerts.filter(({ state }) => state === 'triggered');
      if (triggered.length === 0) return announce('Nothing to acknowledge');
      const taken = await respond({ action: 'acknowledge' }, triggered, acknowledged);
      if (taken.length > 0) showUndo(`Acknowledged ${nameOf(taken)}`, () => void giveUp(taken));
    },
    giveUp,
    async resolve(alerts: readonly Actionable[]) {
      const open = alerts.filter(({ state }) => state !== 'resolved');
      const resolved = await respond({ action: 'resolve' }, open, () => ({ state: 'resolved' }));
      if (resolved.length > 0) showUndo(`Resolved ${nameOf(resolved)}`, () => void reopen(resolved));
    },
  };
}

/** “Disk full”, or `3 alerts`. */
export function nameOf(alerts: readonly Pick<Alert, 'title'>[]): string {
  return alerts.length === 1 ? `“${alerts[0]!.title}”` : `${alerts.length} alerts`;
}
