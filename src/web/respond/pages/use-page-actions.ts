import { useQueryClient } from '@tanstack/react-query';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { getPage, listPages, type Page, type PageFeedback } from '../../../contract/respond/pages/page.ts';
import {
  acknowledgePage,
  declinePage,
  escalatePage,
  reopenPage,
  resolvePage,
  setPageFeedback,
  snoozePage,
  unacknowledgePage,
  unsnoozePage,
} from '../../../contract/respond/pages/responses.ts';
import { feedbackWords } from '../../../domain/respond/page-feedback.ts';
import { api } from '../../data/api.ts';
import { endpointKey } from '../../data/endpoint-query.ts';
import { takeBackSnooze } from '../../data/respond-to-many.ts';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';

type Response =
  | typeof acknowledgePage
  | typeof unacknowledgePage
  | typeof declinePage
  | typeof escalatePage
  | typeof resolvePage
  | typeof unsnoozePage;
type Asked = Pick<Page, 'id' | 'title'>;

const touched = [listPages, getPage, listAlerts, getAlert];

/** What people do to a page. A refusal is said in the server's own words: usually somebody else was faster. */
export function usePageActions() {
  const queries = useQueryClient();
  const respond = (endpoint: Response, { id }: Asked) => run(() => api.call(endpoint, { params: { id } }));
  const run = async (change: () => Promise<unknown>): Promise<boolean> => {
    try {
      await change();
      return true;
    } catch (error) {
      showToast((error as Error).message, { tone: 'failed' });
      return false;
    } finally {
      await Promise.all(touched.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    }
  };
  const takeBack = async (page: Page) => {
    const [refusal] = await takeBackSnooze([page]);
    if (refusal !== undefined) throw new Error(refusal);
  };
  return {
    async acknowledge(page: Asked) {
      let taken: Page | undefined;
      if (!(await run(async () => (taken = await api.call(acknowledgePage, { params: { id: page.id } }))))) return;
      if (taken?.state === 'open') {
        showToast(`Acknowledged “${page.title}”. It stays open until everybody who must has acknowledged.`);
        return;
      }
      showUndo(
        `Acknowledged “${page.title}”. Nobody else will be notified.`,
        () => void respond(unacknowledgePage, page),
      );
    },
    async snooze(page: Page, until: string, words: string) {
      const { id } = page;
      if (!(await run(() => api.call(snoozePage, { params: { id }, body: { until } })))) return;
      showUndo(
        `Snoozed “${page.title}” ${words}. Nobody is notified until then.`,
        () => void run(() => takeBack(page)),
      );
    },
    async giveFeedback(page: Page, answer: PageFeedback | null) {
      const put = (given: PageFeedback | null) =>
        run(() => api.call(setPageFeedback, { params: { id: page.id }, body: { answer: given } }));
      const before = page.feedback?.answer ?? null;
      if (!(await put(answer))) return;
      showUndo(answer ? `“${page.title}”: ${feedbackWords[answer]}.` : 'Feedback taken back.', () => void put(before));
    },
    unsnooze: (page: Asked) => respond(unsnoozePage, page),
    giveUp: (page: Asked) => respond(unacknowledgePage, page),
    async escalate(page: Asked) {
      if (await respond(escalatePage, page)) showToast('Escalated: the next step is notified now.');
    },
    async decline(page: Asked) {
      if (await respond(declinePage, page)) showToast('Passed on: the next step is notified now, and you are not.');
    },
    async resolve(page: Asked) {
      if (!(await respond(resolvePage, page))) return;
      const { id } = page;
      showUndo(
        `Resolved “${page.title}”.`,
        () => void run(() => api.call(reopenPage, { params: { id }, body: { reason: 'Resolved by mistake' } })),
      );
    },
  };
}
