import { Button, Stack } from '@mantine/core';
import { listTeamReadiness } from '../../../contract/respond/readiness.ts';
import { counted } from '../../../domain/program/counted.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { TeamPractice, teamReadinessFollows } from '../../directory/coverage/team-practice.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';

/** Teams whose services have a gap, or who have not practised lately. */
export function TeamsReadiness({ shown }: { shown: 'not-ready' | 'all' }) {
  const query = shown === 'all' ? {} : { result: 'not-ready' as const };
  const list = usePagedEndpoint(listTeamReadiness, { query }, { follows: teamReadinessFollows, everySeconds: 60 });
  if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
  if (list.rows.length === 0 && list.isPending) return <LoadingRows label="Loading teams" />;
  if (list.rows.length === 0) {
    return (
      <EmptyState kind="cleared">
        {shown === 'all' ? 'There are no teams yet.' : 'Every team that owns services has no known gap and practises.'}
      </EmptyState>
    );
  }
  return (
    <>
      <Stack gap={16} my={8}>
        {list.rows.map((readiness) => (
          <Panel
            key={readiness.team.id}
            title={readiness.team.name}
            actions={<a href={paths.team(readiness.team.id)}>View team</a>}
          >
            <p>{servicesWords(readiness.services)}</p>
            <TeamPractice readiness={readiness} />
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

function servicesWords({ count, notReady }: { count: number; notReady: number }): string {
  if (count === 0) return 'Owns no service.';
  if (notReady === 0) return `No known gap in ${counted(count, 'service')}.`;
  return `${notReady} of ${counted(count, 'service')} ${notReady === 1 ? 'has' : 'have'} a gap in the next 30 days.`;
}
