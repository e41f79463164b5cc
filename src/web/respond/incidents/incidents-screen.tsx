import { useRouter, useSearch } from '@tanstack/react-router';
import { incidentKinds, listIncidents } from '../../../contract/respond/incidents.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { type IncidentSearch, paths } from '../../paths.ts';
import { askToDeclare } from '../../shell/declare-request.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Term } from '../../ui/text/term.tsx';
import { incidentColumns } from './incident-columns.tsx';
import { IncidentFilter, isNarrowed, listedLifecycles } from './incident-filter.tsx';

type Query = NonNullable<Parameters<typeof usePagedEndpoint<typeof listIncidents>>[1]['query']>;

/** All incidents through one filter, the newest first. */
export function IncidentsScreen() {
  const filter = useSearch({ from: '/app/incidents' });
  const router = useRouter();
  const change = (next: IncidentSearch) => router.history.replace(paths.incidents(next));
  const { lifecycle = 'open', kind, ...rest } = filter;
  const list = usePagedEndpoint(listIncidents, {
    query: {
      ...rest,
      lifecycle: (listedLifecycles.includes(lifecycle) ? lifecycle : 'open') as Query['lifecycle'],
      kind: incidentKinds.find((known) => known === kind),
    },
  });
  return (
    <>
      <PageHeader word="incident" title="Incidents">
        An <Term word="incident" /> brings people together to fix something broken. Anybody can declare one; a false
        alarm costs little.
      </PageHeader>
      <IncidentFilter filter={filter} change={change} />
      <DataList
        label="Incidents"
        columns={incidentColumns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.incident(id)}
        question={JSON.stringify(filter)}
        empty={
          isNarrowed(filter) ? (
            <EmptyState kind="no-match" clear={() => change({})} />
          ) : (
            <EmptyState
              kind="first-use"
              title="No open incidents"
              action={{ label: 'Declare an incident', run: () => askToDeclare() }}
            >
              Declare one as soon as something broken needs more than one person: a title is enough. Past incidents are
              under “Ended”.
            </EmptyState>
          )
        }
      />
    </>
  );
}
