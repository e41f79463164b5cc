import { useQueryClient } from '@tanstack/react-query';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { countMatchingPages, getPage, listPages, type Page } from '../../../contract/respond/pages/page.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { type PagesResponse, respondToEachPage, takeBackSnooze } from '../../data/respond-to-many.ts';
import { announce, showToast, showUndo } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';

const touched = [listPages, countMatchingPages, getPage, listAlerts, getAlert];
const hourMs = 3_600_000;

/** What people do to many pages, in one request; each is refused or done for itself, and what was done can be taken back. */
export function useManyPages() {
  const queries = useQueryClient();
  const refresh = () => Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
  const sayRefusal = (refusals: readonly string[], of: number) => {
    if (refusals.length === 0) return;
    const which = of === 1 ? '' : `${refusals.length} of ${of}: `;
    showToast(which + refusals[0]!, { tone: 'failed', forSeconds: 10 });
  };

  /** Returns those that were changed; of acknowledged ones those that nobody else must acknowledge. */
  const respond = async (pages: readonly Page[], response: PagesResponse): Promise<Page[]> => {
    const answers = await respondToEachPage(pages, response);
    sayRefusal(
      [...answers.values()].flatMap(({ refusal }) => refusal ?? []),
      pages.length,
    );
    const isHeld = ({ id }: Page) => response.action === 'acknowledge' && answers.get(id)?.state === 'open';
    if (pages.some(isHeld)) showToast('Your acknowledgement counts. Others must acknowledge too.', { forSeconds: 10 });
    void refresh();
    return pages.filter((page) => answers.get(page.id)?.refusal === null && !isHeld(page));
  };

  return {
    async acknowledge(pages: readonly Page[]) {
      const open = pages.filter(({ state }) => state === 'open');
      if (open.length === 0) return announce('Nothing to acknowledge');
      const taken = await respond(open, { action: 'acknowledge' });
      if (taken.length > 0)
        showUndo(
          `Acknowledged ${nameOf(taken)}. Nobody else will be notified.`,
          () => void respond(taken, { action: 'unacknowledge' }),
        );
    },
    async snoozeHour(pages: readonly Page[]) {
      const unresolved = pages.filter(({ state }) => state !== 'resolved');
      if (unresolved.length === 0) return announce('Nothing to snooze');
      const until = new Date(serverNow() + hourMs).toISOString();
      const snoozed = await respond(unresolved, { action: 'snooze', until });
      const takeBack = async () => {
        sayRefusal(await takeBackSnooze(snoozed), snoozed.length);
        await refresh();
      };
      if (snoozed.length > 0)
        showUndo(`Snoozed ${nameOf(snoozed)} for an hour. Nobody is notified until then.`, () => void takeBack());
    },
    async reassign(pages: readonly Page[], target: PagesResponse['target']) {
      const given = await respond(pages, { action: 'reassign', target });
      if (given.length > 0) showToast(`Reassigned ${nameOf(given)}: they are paged now, and nobody of before is.`);
    },
    async resolve(pages: readonly Page[]) {
      const resolved = await respond(
        pages.filter(({ state }) => state !== 'resolved'),
        { action: 'resolve' },
      );
      if (resolved.length > 0)
        showUndo(
          `Resolved ${nameOf(resolved)}`,
          () => void respond(resolved, { action: 'reopen', reason: 'Resolved by mistake' }),
        );
    },
  };
}

/** “Disk full”, or `3 pages`. */
export function nameOf(pages: readonly Pick<Page, 'title'>[]): string {
  return pages.length === 1 ? `“${pages[0]!.title}”` : `${pages.length} pages`;
}
