import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { countMatchingPages, listPages, type Page, pageOrders } from '../../../contract/respond/pages/page.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { ListTools } from '../../directory/lists/list-tools.tsx';
import { useInstants } from '../../directory/lists/time-filter.tsx';
import { useViews } from '../../directory/lists/use-views.ts';
import { type PageSearch, paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { chosenColumns } from '../../ui/list/column.ts';
import { DataList, type RowAction } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { announce } from '../../ui/screen/toasts.ts';
import { Term } from '../../ui/text/term.tsx';
import { pageColumns } from './page-columns.tsx';
import { isNarrowed, PageFilter, pageStates } from './page-filter.tsx';
import { ReassignQuestion } from './reassign-question.tsx';
import { nameOf, useManyPages } from './use-many-pages.ts';

type Query = NonNullable<Parameters<typeof usePagedEndpoint<typeof listPages>>[1]['query']>;

const orders = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
];

/** All pages through one filter, worked on by keyboard alone. */
export function PagesScreen() {
  const filter = useSearch({ from: '/app/pages' });
  const router = useRouter();
  const change = (next: PageSearch) => router.history.replace(paths.pages(next));
  const views = useViews('pages', paths.pages(), filter);
  const { from, before } = useInstants(filter);
  const state = pageStates.find((known) => known === filter.state) ?? 'unresolved';
  const { urgency, severity, serviceId, teamId, person, acknowledgedBy, text } = filter;
  const matching = {
    state: state === 'all' ? undefined : (state as Query['state']),
    urgency: urgency === 'high' || urgency === 'low' ? (urgency as Query['urgency']) : undefined,
    ...{ severity, serviceId, teamId, personId: person, acknowledgedById: acknowledgedBy, text },
    ...{ openedFrom: from, openedBefore: before },
  };
  const sort = pageOrders.find((known) => known === filter.sort) ?? 'newest';
  const list = usePagedEndpoint(listPages, { query: { ...matching, sort } });
  const { data: count } = useEndpoint(countMatchingPages, { query: matching });
  const columns = useMemo(() => chosenColumns(pageColumns, filter.columns), [filter.columns]);
  const mayRespond = useMay('alerts.respond');
  const many = useManyPages();
  const [resolving, setResolving] = useState<Page[] | null>(null);
  const [reassigning, setReassigning] = useState<Page[] | null>(null);
  const askToReassign = (pages: Page[]) => {
    const unresolved = pages.filter(({ state: is }) => is !== 'resolved');
    if (unresolved.length === 0) announce('Nothing to reassign');
    else setReassigning(unresolved);
  };
  const actions: RowAction<Page>[] = [
    { label: 'Acknowledge', keys: 'e', run: (pages) => void many.acknowledge(pages) },
    { label: 'Snooze 1 h', keys: 's', run: (pages) => void many.snoozeHour(pages) },
    { label: 'Reassign', keys: 'a', run: askToReassign },
    { label: 'Resolve', keys: 'r', run: (pages) => setResolving(pages) },
  ];
  return (
    <>
      <PageHeader word="page" title="Pages">
        Every <Term word="page" /> with the people it reached. Alerts that were grouped share one.
      </PageHeader>
      <PageFilter filter={filter} change={change} clear={views.clear} />
      <ListTools
        list="pages"
        filter={filter}
        change={change}
        views={views}
        columns={pageColumns}
        nouns={['page', 'pages']}
        count={count}
        orders={orders}
        exported={{ path: '/api/v1/pages.csv', query: { ...matching, sort } }}
      />
      <DataList
        label="Pages"
        columns={columns}
        list={views.isDeciding ? { rows: [], isPending: true } : list}
        sort={{
          value: sort,
          values: pageOrders,
          change: (value) => change({ ...filter, sort: value === 'newest' ? undefined : value }),
        }}
        rowKey={({ id }) => id}
        href={({ id }) => paths.page(id)}
        question={JSON.stringify([matching, sort])}
        actions={mayRespond ? actions : undefined}
        empty={
          isNarrowed(filter) ? (
            <EmptyState kind="no-match" clear={views.clear} />
          ) : (
            <EmptyState kind="cleared">No page is waiting. Past pages are under “Resolved”.</EmptyState>
          )
        }
      />
      <ReassignQuestion
        pages={reassigning}
        close={() => setReassigning(null)}
        reassign={(target) => many.reassign(reassigning ?? [], target)}
      />
      <ConfirmDanger
        title={resolving?.length === 1 ? 'Resolve this page?' : `Resolve ${resolving?.length ?? 0} pages?`}
        confirmLabel="Resolve"
        opened={resolving !== null}
        close={() => setResolving(null)}
        run={() => many.resolve(resolving ?? [])}
      >
        {resolving && `${nameOf(resolving)} will be resolved, with the alerts. `}
        If a condition still holds, its next signal raises a new alert and pages again.
      </ConfirmDanger>
    </>
  );
}
