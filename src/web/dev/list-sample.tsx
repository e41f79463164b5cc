import { Button } from '@mantine/core';
import type { Column } from '../ui/list/column.ts';
import { DataList } from '../ui/list/data-list.tsx';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { StateBadge } from '../ui/screen/state-badge.tsx';
import { showUndo } from '../ui/screen/toasts.ts';
import { Time } from '../ui/time/time.tsx';
import { type SampleAlert, useSampleAlerts } from './sample-alerts.ts';

const columns: Column<SampleAlert>[] = [
  { header: 'State', width: '124px', cell: (row) => <StateBadge state={row.state} look="plain" /> },
  { header: 'Severity', width: '64px', cell: (row) => <SeverityBadge severity={row.severity} look="plain" /> },
  { header: 'Alert', width: 'minmax(120px, 3fr)', isTitle: true, cell: (row) => row.title },
  { header: 'Service', width: 'minmax(80px, 1fr)', cell: (row) => <span className="muted">{row.service}</span> },
  { header: 'Signals', width: '60px', align: 'end', wideOnly: true, cell: (row) => row.signals },
  { header: 'Since', width: '104px', align: 'end', cell: (row) => <Time at={row.at} /> },
];

export function ListSample() {
  const alerts = useSampleAlerts();
  return (
    <>
      <PageHeader
        title="Alerts"
        actions={
          <Button variant="default" onClick={alerts.addThree}>
            Three signals arrive
          </Button>
        }
      >
        Conditions that somebody has to look at.
      </PageHeader>
      <DataList
        label="Alerts"
        columns={columns}
        list={alerts}
        rowKey={(row) => row.id}
        href={(row) => `/alerts/${row.id}`}
        actions={[
          {
            label: 'Acknowledge',
            keys: 'e',
            run: (rows) => {
              const ids = rows.map((row) => row.id);
              alerts.change(ids, 'acknowledged');
              showUndo(`Acknowledged ${rows.length} alerts`, () => alerts.change(ids, 'triggered'));
            },
          },
          {
            label: 'Resolve',
            keys: 'r',
            run: (rows) =>
              alerts.change(
                rows.map((row) => row.id),
                'resolved',
              ),
          },
        ]}
        empty={<EmptyState kind="cleared">No open alerts.</EmptyState>}
      />
    </>
  );
}
