import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { listMeasuredIncidents, type MeasuredIncident, type rowSets } from '../../contract/measure/measures.ts';
import { usePagedEndpoint } from '../data/endpoint-query.ts';
import { paths, withSearch } from '../paths.ts';
import type { Column } from '../ui/list/column.ts';
import { DataList } from '../ui/list/data-list.tsx';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { daysOf, Time } from '../ui/time/time.tsx';
import { secondsText } from './figure-text.ts';

const columns: Column<MeasuredIncident>[] = [
  { header: 'Severity', width: '90px', cell: ({ severity }) => <SeverityBadge severity={severity} look="plain" /> },
  { header: 'Incident', width: 'minmax(120px, 3fr)', isTitle: true, cell: ({ key, title }) => `${key} ${title}` },
  { header: 'Declared', cell: ({ declaredAt }) => <Time at={declaredAt} /> },
  { header: 'Resolved', wideOnly: true, cell: ({ resolvedAt }) => (resolvedAt ? <Time at={resolvedAt} /> : 'Not yet') },
];

const timedColumns: Column<MeasuredIncident>[] = [
  ...columns,
  { header: 'Duration', width: '120px', align: 'end', cell: ({ seconds }) => secondsText(seconds) },
];

const titles: Record<(typeof rowSets)[number], string> = {
  restore: 'Incidents behind the time to restore',
  mitigate: 'Incidents behind the time to mitigate',
  detect: 'Incidents behind the time to detect',
  acknowledge: 'Incidents behind the time to acknowledge',
  declared: 'Incidents declared',
  'false-alarms': 'False alarms',
  postmortems: 'Incidents that require a postmortem',
  'due-postmortems': 'Incidents whose postmortem was due',
  'missing-postmortems': 'Incidents missing a postmortem',
  recurrences: 'Recurring incidents',
  open: 'Unresolved incidents',
};

/** Exactly the rows that a number of the measures was made of. */
export function MeasuredIncidentsScreen() {
  const search = useSearch({ from: '/app/measures/incidents' });
  const list = usePagedEndpoint(listMeasuredIncidents, { query: search }, { follows: ['incident'] });
  return (
    <>
      <PageHeader
        word="measure"
        title={titles[search.measure]}
        parents={[{ label: 'Measures', href: paths.measures() }]}
        actions={
          <Button component="a" variant="default" href={withSearch('/api/v1/measures/incidents.csv', search)} download>
            CSV
          </Button>
        }
      >
        {search.from && search.to
          ? `Counted from ${daysOf(search.from, search.to)}.`
          : 'The incidents that were counted.'}
      </PageHeader>
      <DataList
        label="Incidents"
        columns={list.rows.some(({ seconds }) => seconds !== null) ? timedColumns : columns}
        list={list}
        rowKey={({ incidentId }) => incidentId}
        href={({ incidentId }) => paths.incident(incidentId)}
        question={JSON.stringify(search)}
        empty={<EmptyState kind="cleared">No incidents were counted.</EmptyState>}
      />
    </>
  );
}
