import { Button } from '@mantine/core';
import { listKeptPages } from '../../../../contract/respond/parallel-runs.ts';
import { usePagedEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { EmptyState } from '../../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../move-in.module.css';

/** Who would have been paged in a parallel run, and when: the latest first. */
export function KeptPages({ runId }: { runId: number }) {
  const list = usePagedEndpoint(listKeptPages, { params: { id: runId }, query: { limit: 20 } }, { everySeconds: 30 });
  if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
  if (list.isPending) return <LoadingRows rows={3} label="Loading who would have been paged" />;
  if (list.rows.length === 0) return <EmptyState kind="cleared">Nobody would have been paged yet.</EmptyState>;
  return (
    <>
      <ul className={styles.rows} aria-label="Who would have been paged">
        {list.rows.map(({ notificationId, at, name, channel, stepIndex, service, page }) => (
          <li key={notificationId}>
            <span className={styles.lead}>
              <Time at={at} /> <strong>{name}</strong>
            </span>
            <span>
              <a href={paths.page(page.id)}>{page.title}</a>{' '}
              <span className="muted">
                step {stepIndex + 1}, by {channel ?? 'an unknown channel'}
                {service && `, ${service.name}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Show more
        </Button>
      )}
    </>
  );
}
