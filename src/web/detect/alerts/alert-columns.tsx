import type { Alert } from '../../../contract/detect/alerts.ts';
import type { Column } from '../../ui/list/column.ts';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';

/** The state as people see it: an open alert that pages nobody is suppressed. */
export function AlertState({ alert, look }: { alert: Pick<Alert, 'state' | 'suppressedReason'>; look?: 'plain' }) {
  const isQuiet = alert.suppressedReason !== null && alert.state === 'triggered';
  return <StateBadge state={isQuiet ? 'suppressed' : alert.state} look={look} />;
}

export const alertColumns: Column<Alert>[] = [
  { header: 'State', width: '120px', cell: (alert) => <AlertState alert={alert} look="plain" /> },
  {
    header: 'Severity',
    width: '72px',
    cell: (alert) => <SeverityBadge severity={alert.severity} look="plain" />,
  },
  { header: 'Title', width: 'minmax(0, 3fr)', isTitle: true, cell: (alert) => alert.title },
  { header: 'Service', cell: (alert) => alert.serviceName ?? <span className="muted">No service</span> },
  { header: 'Source', wideOnly: true, cell: (alert) => alert.sourceName },
  {
    header: 'Signals',
    width: '64px',
    isNumber: true,
    align: 'end',
    wideOnly: true,
    cell: (alert) => countText(alert.signalCount),
  },
  { header: 'Triggered', width: '104px', align: 'end', cell: (alert) => <Time at={alert.triggeredAt} /> },
];
