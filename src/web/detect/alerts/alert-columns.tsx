import type { Alert, ListedAlert } from '../../../contract/detect/alerts.ts';
import { PersonName } from '../../directory/person-mark.tsx';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';

type Shown = Pick<Alert, 'state' | 'suppressedReason' | 'notPagedBecause'>;

/** The state as people see it: an open alert that pages nobody is suppressed, flapping or snoozed. */
export function AlertState({ alert, look }: { alert: Shown; look?: 'plain' }) {
  const isQuiet = alert.suppressedReason !== null && alert.state === 'triggered';
  const { notPagedBecause: because } = alert;
  const quiet = because === 'flapping' || because === 'snoozed' ? because : 'suppressed';
  return <StateBadge state={isQuiet ? quiet : alert.state} look={look} />;
}

export const alertColumns: Column<ListedAlert>[] = [
  { header: 'State', width: '120px', cell: (alert) => <AlertState alert={alert} look="plain" /> },
  {
    header: 'Severity',
    width: '72px',
    orders: [{ value: 'severity', direction: 'descending' }],
    cell: (alert) => <SeverityBadge severity={alert.severity} look="plain" />,
  },
  {
    header: 'Title',
    width: 'minmax(0, 3fr)',
    isTitle: true,
    cell: (alert) => alert.title,
    beside: (alert) => <OthersOnPage alert={alert} />,
  },
  { header: 'Service', cell: (alert) => alert.serviceName ?? <span className="muted">No service</span> },
  { header: 'Source', wideOnly: true, cell: (alert) => alert.sourceName },
  {
    header: 'Acknowledged by',
    width: 'minmax(0, 128px)',
    cell: ({ acknowledgedBy }) =>
      acknowledgedBy &&
      (acknowledgedBy.kind === 'person' ? <PersonName name={acknowledgedBy.name} /> : acknowledgedBy.name),
  },
  {
    header: 'Signals',
    width: '64px',
    isNumber: true,
    align: 'end',
    wideOnly: true,
    cell: (alert) => countText(alert.signalCount),
  },
  { header: 'Acknowledged', width: '104px', align: 'end', isExtra: true, cell: (alert) => at(alert.acknowledgedAt) },
  { header: 'Resolved', width: '104px', align: 'end', isExtra: true, cell: (alert) => at(alert.resolvedAt) },
  { header: 'Last signal', width: '104px', align: 'end', isExtra: true, cell: (alert) => at(alert.lastSignalAt) },
  {
    header: 'Labels',
    width: 'minmax(0, 2fr)',
    isExtra: true,
    cell: ({ labels }) => (
      <span className="mono">
        {Object.entries(labels)
          .map(([name, value]) => `${name}=${value}`)
          .sort()
          .join(' ')}
      </span>
    ),
  },
  {
    header: 'Triggered',
    width: '104px',
    align: 'end',
    orders: [
      { value: 'newest', direction: 'descending' },
      { value: 'oldest', direction: 'ascending' },
    ],
    cell: (alert) => <Time at={alert.triggeredAt} />,
  },
];

const at = (instant: string | null) => instant && <Time at={instant} />;

/** Alerts that were grouped are acknowledged together, so a row says that it does not stand alone. */
function OthersOnPage({ alert: { page } }: { alert: ListedAlert }) {
  if (!page || page.alertCount < 2) return null;
  const others = page.alertCount - 1;
  return (
    <a
      className="muted nowrap"
      href={paths.page(page.id)}
      tabIndex={-1}
      data-tip={`On one page with ${others} other ${others === 1 ? 'alert' : 'alerts'}`}
    >
      +{countText(others)} on page
    </a>
  );
}
