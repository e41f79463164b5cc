import { Button, Stack } from '@mantine/core';
import { listReadiness } from '../../../contract/respond/readiness.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { GapList, LeadsHere, Practised } from '../../directory/coverage/service-readiness.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Time } from '../../ui/time/time.tsx';

/** Every service that would wake nobody at some time of the next 30 days, and what to do about it. */
export function ServicesReadiness({ shown }: { shown: 'not-ready' | 'all' }) {
  const query = shown === 'all' ? {} : { result: 'not-ready' as const };
  const list = usePagedEndpoint(listReadiness, { query }, { everySeconds: 60 });
  const [first] = list.rows;
  return (
    <>
      {list.rows.length === 0 && list.isPending && <LoadingRows label="Loading services" />}
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.rows.length === 0 && !list.isPending && !list.error && (
        <EmptyState kind="cleared">
          {shown === 'all' ? 'No service has been checked yet.' : 'No service has a known gap.'}
        </EmptyState>
      )}
      {first && (
        <p className="muted">
          Checked <Time at={first.computedAt} />.
        </p>
      )}
      <Stack gap={16} my={8}>
        {list.rows.map((readiness) => (
          <Panel
            key={readiness.service.id}
            title={readiness.service.name}
            actions={<a href={paths.service(readiness.service.id)}>View service</a>}
          >
            <GapList readiness={readiness} />
            <LeadsHere readiness={readiness} />
            <Practised readiness={readiness} />
          </Panel>
        ))}
      </Stack>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </>
  );
}
