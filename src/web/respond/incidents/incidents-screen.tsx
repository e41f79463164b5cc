import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  countMatchingIncidents,
  incidentKinds,
  incidentOrders,
  listIncidents,
} from '../../../contract/respond/incidents/incident.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { ListTools } from '../../directory/lists/list-tools.tsx';
import { useInstants } from '../../directory/lists/time-filter.tsx';
import { useViews } from '../../directory/lists/use-views.ts';
import { type IncidentSearch, paths } from '../../paths.ts';
import { askToDeclare } from '../../shell/declare-request.ts';
import { chosenColumns } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Term } from '../../ui/text/term.tsx';
import { CostsOf, costColumn } from './cost-column.tsx';
import { incidentColumns } from './incident-columns.tsx';
import { IncidentFilter, isNarrowed, listedLifecycles } from './incident-filter.tsx';

type Query = NonNullable<Parameters<typeof usePagedEndpoint<typeof listIncidents>>[1]['query']>;

const orders = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'severity', label: 'Most severe first' },
];

/** All incidents through one filter, the newest first. */
export function IncidentsScreen() {
  const filter = useSearch({ from: '/app/incidents' });
  const router = useRouter();
  const change = (next: IncidentSearch) => router.history.replace(paths.incidents(next));
  const views = useViews('incidents', paths.incidents(), filter);
  const { from, before } = useInstants(filter);
  const { severity, serviceId, teamId, person, text } = filter;
  const matching = {
    lifecycle: (listedLifecycles.find((known) => known === filter.lifecycle) ?? 'open') as Query['lifecycle'],
    kind: incidentKinds.find((known) => known === filter.kind),
    ...{ severity, serviceId, teamId, personId: person, text, declaredFrom: from, declaredBefore: before },
  };
  const sort = incidentOrders.find((known) => known === filter.sort) ?? 'newest';
  const list = usePagedEndpoint(listIncidents, { query: { ...matching, sort } });
  const { data: count } = useEndpoint(countMatchingIncidents, { query: matching });
  const columns = useMemo(() => chosenColumns(incidentColumns, filter.columns), [filter.columns]);
  return (
    <>
      <PageHeader word="incident" title="Incidents">
        An <Term word="incident" /> brings people together to fix something broken. Anybody can declare one; a false
        alarm costs little.
      </PageHeader>
      <IncidentFilter filter={filter} change={change} clear={views.clear} />
      <ListTools
        list="incidents"
        filter={filter}
        change={change}
        views={views}
        columns={incidentColumns}
        nouns={['incident', 'incidents']}
        count={count}
        orders={orders}
        exported={{ path: '/api/v1/incidents.csv', query: { ...matching, sort } }}
      />
      <CostsOf ids={list.rows.map(({ id }) => id)} isShown={columns.includes(costColumn)}>
        <DataList
          label="Incidents"
          columns={columns}
          list={views.isDeciding ? { rows: [], isPending: true } : list}
          sort={{
            value: sort,
            values: incidentOrders,
            change: (value) => change({ ...filter, sort: value === 'newest' ? undefined : value }),
          }}
          rowKey={({ id }) => id}
          href={({ id }) => paths.incident(id)}
          question={JSON.stringify([matching, sort])}
          empty={
            isNarrowed(filter) ? (
              <EmptyState kind="no-match" clear={views.clear} />
            ) : (
              <EmptyState
                kind="first-use"
                title="No open incidents"
                action={{ label: 'Declare an incident', run: () => askToDeclare() }}
              >
                Declare one as soon as something broken needs more than one person: a title is enough. Past incidents
                are under “Ended”.
              </EmptyState>
            )
          }
        />
      </CostsOf>
    </>
  );
}
