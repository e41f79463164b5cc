import { Button } from '@mantine/core';
import type { Page } from '../../contract/respond/pages/page.ts';
import { useMay } from '../data/session.ts';
import { useGuard } from '../directory/may.ts';
import { paths } from '../paths.ts';
import { useMyPages } from '../respond/pages/alarm/my-pages.ts';
import { usePageActions } from '../respond/pages/use-page-actions.ts';
import type { Column } from '../ui/list/column.ts';
import { DataList, type RowAction } from '../ui/list/data-list.tsx';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { StateBadge } from '../ui/screen/state-badge.tsx';
import { Duration, Time } from '../ui/time/time.tsx';

const columns: Column<Page>[] = [
  { header: 'Severity', width: '72px', cell: ({ severity }) => <SeverityBadge severity={severity} look="plain" /> },
  { header: 'Page', width: 'minmax(0, 2fr)', isTitle: true, cell: ({ title }) => title },
  { header: 'Next step', width: 'minmax(176px, 1fr)', cell: (page) => <NextStepIn page={page} /> },
  { header: 'State', width: '124px', align: 'end', cell: (page) => <PageState page={page} /> },
];

/** What asks this person, and what they have: the first thing to look at. */
export function MyPagesCard() {
  const { data, error, isPending, refetch } = useMyPages();
  const mayRespond = useMay('alerts.respond');
  const { acknowledge } = usePageActions();
  const takeAll = (pages: Page[]) => {
    for (const page of pages) if (page.state === 'open') void acknowledge(page);
  };
  const actions: RowAction<Page>[] = [{ label: 'Acknowledge', keys: 'e', run: takeAll }];
  return (
    <Panel title="My pages">
      <DataList
        label="My pages"
        columns={columns}
        list={{ rows: data?.items ?? [], isPending, error: data ? null : error, retry: () => void refetch() }}
        rowKey={(page) => page.id}
        href={(page) => paths.page(page.id)}
        actions={mayRespond ? actions : undefined}
        empty={<EmptyState kind="cleared">You have no open pages.</EmptyState>}
      />
    </Panel>
  );
}

/** The button while it asks, afterwards what became of it. */
function PageState({ page }: { page: Page }) {
  const guard = useGuard('alerts.respond');
  const { acknowledge } = usePageActions();
  if (page.state !== 'open') return <StateBadge state={page.state} look="plain" />;
  return (
    <Button size="compact-xs" onClick={() => void acknowledge(page)} {...guard}>
      Acknowledge
    </Button>
  );
}

/** The countdown to whoever is asked next. */
function NextStepIn({ page }: { page: Page }) {
  if (page.state !== 'open') {
    return (
      <span className="muted">
        {page.acknowledgedBy?.name ?? 'Somebody'} has it
        {page.acknowledgedAt && (
          <>
            , <Time at={page.acknowledgedAt} />
          </>
        )}
      </span>
    );
  }
  if (page.exhaustedAt || !page.nextStepAt) return <span className="muted">Nobody else will be notified</span>;
  return (
    <span>
      {page.stepIndex < page.stepCount ? `Escalates to step ${page.stepIndex + 1}` : 'Steps end'} in{' '}
      <Duration until={page.nextStepAt} look="clock" />
    </span>
  );
}
