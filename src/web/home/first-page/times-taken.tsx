import { listSourceSignals } from '../../../contract/detect/sources.ts';
import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { Facts } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import { secondsText } from './seconds-text.ts';
import { testTitle } from './test-alert.ts';

/** How long each part took, from the rows: the request at the source, the notification, the acknowledgement. */
export function TimesTaken({ page, sourceId }: { page: PageDetail; sourceId: number | undefined }) {
  const { data } = useEndpoint(
    listSourceSignals,
    { params: { id: sourceId ?? 0 }, query: { limit: 20 } },
    { enabled: sourceId !== undefined },
  );
  // The latest test before the page opened is the one that opened it.
  const request = data?.items.find(
    ({ understood, receivedAt }) =>
      understood.some(({ title }) => title === testTitle) && Date.parse(receivedAt) <= Date.parse(page.openedAt) + 1,
  );
  const acceptedAt = request?.receivedAt ?? page.openedAt;
  const sentAt = page.notifications.flatMap((each) => each.sentAt ?? []).sort()[0];
  const sinceAccepted = (at: string) => `${secondsText(Date.parse(at) - Date.parse(acceptedAt))} later`;
  return (
    <Facts
      facts={[
        [request ? 'Accepted' : 'Page opened', <Time key="accepted" at={acceptedAt} />],
        ['Notified', sentAt ? sinceAccepted(sentAt) : 'not before you acknowledged'],
        ['Acknowledged', page.acknowledgedAt && sinceAccepted(page.acknowledgedAt)],
      ]}
    />
  );
}
