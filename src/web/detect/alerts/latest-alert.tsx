import { listAlerts } from '../../../contract/detect/alerts.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Time } from '../../ui/time/time.tsx';

/** What stands where no alert is open: when the last one was, or how to get the first. */
export function LatestAlert() {
  const { data } = useEndpoint(listAlerts, { query: { state: 'all', limit: 1 } });
  const maySetUp = useMay('sources.manage');
  if (!data) return <EmptyState kind="cleared">No open alerts.</EmptyState>;
  const [latest] = data.items;
  if (latest) {
    return (
      <EmptyState kind="cleared">
        No open alerts. The last one, <a href={paths.alert(latest.id)}>{latest.title}</a>, began{' '}
        <Time at={latest.triggeredAt} />.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="first-use"
      title="No alert has ever come in"
      action={maySetUp ? { label: 'Add a source', href: paths.newSource() } : undefined}
    >
      Point a monitoring system at Evenkeel and its alerts appear here, deduplicated, within a second.
    </EmptyState>
  );
}
