import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Alert, listAlerts } from '../../../contract/detect/alerts.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { type AlertSearch, paths } from '../../paths.ts';
import { DataList, type RowAction } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Term } from '../../ui/text/term.tsx';
import { alertColumns } from './alert-columns.tsx';
import { AlertFilter, isNarrowed } from './alert-filter.tsx';
import { LatestAlert } from './latest-alert.tsx';
import { ResolveQuestion } from './resolve-question.tsx';
import { type Actionable, useAlertActions } from './use-alert-actions.ts';

type Query = NonNullable<Parameters<typeof usePagedEndpoint<typeof listAlerts>>[1]['query']>;

/** All alerts through one filter; triage by keyboard alone. */
export function AlertsScreen() {
  const filter = useSearch({ from: '/app/alerts' });
  const router = useRouter();
  const change = (next: AlertSearch) => router.history.replace(paths.alerts(next));
  const list = usePagedEndpoint(listAlerts, { query: { ...filter, state: filter.state as Query['state'] } });
  const mayRespond = useMay('alerts.respond');
  const actions = useAlertActions();
  const [resolving, setResolving] = useState<readonly Actionable[] | null>(null);
  const rowActions: RowAction<Alert>[] = [
    { label: 'Acknowledge', keys: 'e', run: actions.acknowledge },
    { label: 'Resolve', keys: 'r', run: (rows) => setResolving(rows) },
  ];
  return (
    <>
      <PageHeader word="alert" title="Alerts">
        One row per condition. <Term word="signal">Signals</Term> that repeat are counted.
      </PageHeader>
      <AlertFilter filter={filter} change={change} />
      <DataList
        label="Alerts"
        columns={alertColumns}
        list={list}
        rowKey={(alert) => alert.id}
        href={(alert) => paths.alert(alert.id)}
        question={JSON.stringify(filter)}
        actions={mayRespond ? rowActions : undefined}
        empty={isNarrowed(filter) ? <EmptyState kind="no-match" clear={() => change({})} /> : <LatestAlert />}
      />
      <ResolveQuestion alerts={resolving} close={() => setResolving(null)} resolve={actions.resolve} />
    </>
  );
}
