import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { countMatchingAlerts, type ListedAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { ListTools } from '../../directory/lists/list-tools.tsx';
import { useInstants } from '../../directory/lists/time-filter.tsx';
import { useViews } from '../../directory/lists/use-views.ts';
import { type AlertSearch, paths } from '../../paths.ts';
import { chosenColumns } from '../../ui/list/column.ts';
import { DataList, type RowAction } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Term } from '../../ui/text/term.tsx';
import { alertColumns } from './alert-columns.tsx';
import { AlertFilter, isNarrowed, listedStates } from './alert-filter.tsx';
import { LatestAlert } from './latest-alert.tsx';
import { ResolveQuestion } from './resolve-question.tsx';
import { type Actionable, useAlertActions } from './use-alert-actions.ts';
import { useRegrouping } from './use-regrouping.ts';

type Query = NonNullable<Parameters<typeof usePagedEndpoint<typeof listAlerts>>[1]['query']>;

const byTime = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
];
const bySeverity = { value: 'severity', label: 'Most severe first' };

/** All alerts through one filter; triage by keyboard alone. */
export function AlertsScreen() {
  const filter = useSearch({ from: '/app/alerts' });
  const router = useRouter();
  const change = (next: AlertSearch) => router.history.replace(paths.alerts(next));
  const views = useViews('alerts', paths.alerts(), filter);
  const { from, before } = useInstants(filter);
  const state = (listedStates.find((known) => known === filter.state) ?? 'open') as Query['state'];
  const orders = state === 'resolved' || state === 'all' ? byTime : [...byTime, bySeverity];
  const sort = (orders.find(({ value }) => value === filter.sort) ?? orders[0]!).value as Query['sort'];
  const { severity, serviceId, teamId, sourceId, acknowledgedBy, label, text } = filter;
  const matching = {
    ...{ state, severity, serviceId, teamId, sourceId, acknowledgedById: acknowledgedBy, label, text },
    ...{ triggeredFrom: from, triggeredBefore: before },
  };
  const list = usePagedEndpoint(listAlerts, { query: { ...matching, sort } });
  const { data: count } = useEndpoint(countMatchingAlerts, { query: matching });
  const columns = useMemo(() => chosenColumns(alertColumns, filter.columns), [filter.columns]);
  const mayRespond = useMay('alerts.respond');
  const actions = useAlertActions();
  const { merge } = useRegrouping();
  const [resolving, setResolving] = useState<readonly Actionable[] | null>(null);
  const rowActions: RowAction<ListedAlert>[] = [
    { label: 'Acknowledge', keys: 'e', run: actions.acknowledge },
    { label: 'Snooze 1 h', keys: 's', run: actions.snoozeHour },
    { label: 'Resolve', keys: 'r', run: (rows) => setResolving(rows) },
    { label: 'Merge', keys: 'm', run: (rows) => void merge(rows) },
  ];
  return (
    <>
      <PageHeader word="alert" title="Alerts">
        One row per condition. <Term word="signal">Signals</Term> that repeat are counted.
      </PageHeader>
      <AlertFilter filter={filter} change={change} clear={views.clear} />
      <ListTools
        list="alerts"
        filter={filter}
        change={change}
        views={views}
        columns={alertColumns}
        nouns={['alert', 'alerts']}
        count={count}
        orders={orders}
        exported={{ path: '/api/v1/alerts.csv', query: { ...matching, sort } }}
      />
      <DataList
        label="Alerts"
        columns={columns}
        list={views.isDeciding ? { rows: [], isPending: true } : list}
        sort={{
          value: sort ?? 'newest',
          values: orders.map(({ value }) => value),
          change: (value) => change({ ...filter, sort: value === 'newest' ? undefined : value }),
        }}
        rowKey={(alert) => alert.id}
        href={(alert) => paths.alert(alert.id)}
        question={JSON.stringify([matching, sort])}
        actions={mayRespond ? rowActions : undefined}
        empty={isNarrowed(filter) ? <EmptyState kind="no-match" clear={views.clear} /> : <LatestAlert />}
      />
      <ResolveQuestion alerts={resolving} close={() => setResolving(null)} resolve={actions.resolve} />
    </>
  );
}
