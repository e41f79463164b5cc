import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { useMay } from '../../data/session.ts';
import { useRegrouping } from '../../detect/alerts/use-regrouping.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { type KnownState, StateBadge } from '../../ui/screen/state-badge.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Duration, Time } from '../../ui/time/time.tsx';

type PageAlert = PageDetail['alerts'][number];

const columns: Column<PageAlert>[] = [
  { header: 'State', width: '120px', cell: ({ state }) => <StateBadge state={state as KnownState} look="plain" /> },
  { header: 'Severity', width: '72px', cell: ({ severity }) => <SeverityBadge severity={severity} look="plain" /> },
  {
    header: 'Title',
    isTitle: true,
    cell: ({ title }) => title,
    beside: ({ flapping }) =>
      flapping && (
        <span className="muted nowrap">
          <FlappingText flapping={flapping} />
        </span>
      ),
  },
  { header: 'Triggered', width: '104px', align: 'end', cell: ({ triggeredAt }) => <Time at={triggeredAt} /> },
];

/** `Flapping: opened 9 times in 12 min`. */
export function FlappingText({ flapping: { openings, since } }: { flapping: NonNullable<PageAlert['flapping']> }) {
  return (
    <>
      Flapping: opened {countText(openings)} times in <Duration since={since} />
    </>
  );
}

/** The alerts that one page stands for. */
export function PageAlerts({ page: { alerts, mergedInto } }: { page: PageDetail }) {
  const mayRespond = useMay('alerts.respond');
  const { split } = useRegrouping();
  const canSplit = mayRespond && alerts.filter(({ state }) => state !== 'resolved').length > 1;
  return (
    <Panel title="Alerts">
      <DataList
        label="Alerts in this page"
        columns={columns}
        list={{ rows: alerts }}
        actions={canSplit ? [{ label: 'Split from group', keys: 'shift+m', run: (rows) => void split(rows) }] : []}
        rowKey={(alert) => alert.id}
        href={(alert) => paths.alert(alert.id)}
        empty={
          <EmptyState kind="cleared">
            {mergedInto === null
              ? 'None: this page was sent by hand.'
              : 'None: they are on the page it was merged into.'}
          </EmptyState>
        }
      />
    </Panel>
  );
}
