import type { Page } from '../../../contract/respond/pages/page.ts';
import { PersonName } from '../../directory/person-mark.tsx';
import type { Column } from '../../ui/list/column.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';
import { KindBadge } from '../incidents/kind-badge.tsx';
import { shownState } from './page-words.ts';

export const pageColumns: Column<Page>[] = [
  {
    header: 'State',
    width: '120px',
    cell: (page) => <StateBadge state={shownState(page)} look="plain" />,
  },
  { header: 'Severity', width: '72px', cell: ({ severity }) => <SeverityBadge severity={severity} look="plain" /> },
  {
    header: 'Title',
    width: 'minmax(0, 3fr)',
    isTitle: true,
    cell: ({ title, kind, isInParallelRun }) => (
      <>
        {title} <KindBadge kind={kind} />{' '}
        {isInParallelRun && (
          <Badge tone="acknowledged" glyph="slash" look="plain">
            Parallel run
          </Badge>
        )}
      </>
    ),
  },
  { header: 'Alerts', width: '56px', isNumber: true, align: 'end', cell: ({ alertCount }) => countText(alertCount) },
  { header: 'Service', cell: ({ service }) => service?.name ?? <span className="muted">No service</span> },
  { header: 'Policy', wideOnly: true, isExtra: true, cell: ({ policy }) => policy?.name },
  { header: 'Urgency', width: '72px', isExtra: true, cell: ({ urgency }) => (urgency === 'high' ? 'High' : 'Low') },
  {
    header: 'Acknowledged by',
    width: 'minmax(0, 144px)',
    cell: ({ acknowledgedBy }) =>
      acknowledgedBy &&
      (acknowledgedBy.personId === undefined ? acknowledgedBy.name : <PersonName name={acknowledgedBy.name} />),
  },
  {
    header: 'Snoozed until',
    width: '112px',
    align: 'end',
    isExtra: true,
    cell: ({ snoozedUntil }) => snoozedUntil && <Time at={snoozedUntil} />,
  },
  {
    header: 'Ended',
    width: '104px',
    align: 'end',
    isExtra: true,
    cell: ({ resolvedAt }) => resolvedAt && <Time at={resolvedAt} />,
  },
  {
    header: 'Opened',
    width: '104px',
    align: 'end',
    orders: [
      { value: 'newest', direction: 'descending' },
      { value: 'oldest', direction: 'ascending' },
    ],
    cell: ({ openedAt }) => <Time at={openedAt} />,
  },
];
