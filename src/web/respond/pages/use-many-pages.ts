import { useQueryClient } from '@tanstack/react-query';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import type { CallOf } from '../../../contract/endpoint.ts';
import { countMatchingPages, getPage, listPages, type Page } from '../../../contract/respond/pages/page.ts';
import {
  acknowledgePage,
  resolvePage,
  snoozePage,
  unacknowledgePage,
  unsnoozePage,
} from '../../../contract/respond/pages/responses.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { announce, showToast, showUndo } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';

type Change = typeof acknowledgePage | typeof unacknowledgePage | typeof resolvePage | typeof unsnoozePage;

const touched = [listPages, countMatchingPages, getPage, listAlerts, getAlert];
const hourMs = 3_600_000;

/** What people do to many pages at once; each is refused or done for itself, and what was done can be taken back. */
export function useManyPages() {
  const queries = useQueryClient();

  /** Returns those that were changed. */
  const each = async (pages: readonly Page[], change: (page: Page) => Promise<unknown>): Promise<Page[]> => {
    const results = await Promise.allSettled(pages.map(change));
    const refused = results.filter((result) => result.status === 'rejected');
    if (refused.length > 0) {
      const which = pages.length === 1 ? '' : `${refused.length} of ${pages.length}: `;
      showToast(which + (refused[0]!.reason as Error).message, { tone: 'failed', forSeconds: 10 });
    }
    void Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    return pages.filter((_, index) => results[index]!.status === 'fulfilled');
  };
  const call = (endpoint: Change) => (page: Page) =>
    api.call(endpoint, { params: { id: page.id } } as CallOf<typeof endpoint>);

  return {
    async acknowledge(pages: readonly Page[]) {
      const open = pages.filter(({ state }) => state === 'open');
      if (open.length === 0) return announce('Nothing to acknowledge');
      const held = new Set<number>();
      const done = await each(open, async ({ id }) => {
        const page = await api.call(acknowledgePage, { params: { id } });
        if (page.state === 'open') held.add(id);
      });
      const taken = done.filter(({ id }) => !held.has(id));
      if (held.size > 0) showToast('Your acknowledgement counts. Others must acknowledge too.', { forSeconds: 10 });
      if (taken.length > 0)
        showUndo(
          `Acknowledged ${nameOf(taken)}. Nobody else will be notified.`,
          () => void each(taken, call(unacknowledgePage)),
        );
    },
    async snoozeHour(pages: readonly Page[]) {
      const unresolved = pages.filter(({ state }) => state !== 'resolved');
      if (unresolved.length === 0) return announce('Nothing to snooze');
      const until = new Date(serverNow() + hourMs).toISOString();
      const snoozed = await each(unresolved, ({ id }) => api.call(snoozePage, { params: { id }, body: { until } }));
      if (snoozed.length > 0)
        showUndo(
          `Snoozed ${nameOf(snoozed)} for an hour. Nobody is notified until then.`,
          () => void each(snoozed, (page) => call(page.state === 'open' ? unacknowledgePage : unsnoozePage)(page)),
        );
    },
    async resolve(pages: readonly Page[]) {
      const resolved = await each(
        pages.filter(({ state }) => state !== 'resolved'),
        call(resolvePage),
      );
      if (resolved.length > 0) showToast(`Resolved ${nameOf(resolved)}`);
    },
  };
}

/** “Disk full”, or `3 pages`. */
export function nameOf(pages: readonly Pick<Page, 'title'>[]): string {
  return pages.length === 1 ? `“${pages[0]!.title}”` : `${pages.length} pages`;
}
