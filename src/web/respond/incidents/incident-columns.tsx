import type { Incident } from '../../../contract/respond/incidents/incident.ts';
import { PersonName } from '../../directory/person-mark.tsx';
import type { Column } from '../../ui/list/column.ts';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { Duration, Time } from '../../ui/time/time.tsx';
import { costColumn } from './cost-column.tsx';
import { KindBadge } from './kind-badge.tsx';
import { UpdateDue } from './update-due.tsx';

export const incidentColumns: Column<Incident>[] = [
  { header: 'Number', width: '80px', cell: ({ key }) => <span className="tabular nowrap">{key}</span> },
  {
    header: 'Severity',
    width: '76px',
    orders: [{ value: 'severity', direction: 'descending' }],
    cell: ({ severity }) => <SeverityBadge severity={severity} look="plain" />,
  },
  {
    header: 'Title',
    width: 'minmax(0, 3fr)',
    isTitle: true,
    cell: (incident) => (
      <>
        {incident.title} <KindBadge kind={incident.kind} />
      </>
    ),
  },
  { header: 'State', width: '104px', cell: ({ lifecycle }) => <StateBadge state={lifecycle} look="plain" /> },
  {
    header: 'Services',
    width: 'minmax(100px, 1.5fr)',
    wideOnly: true,
    cell: ({ services }) =>
      services.length > 0 ? services.map(({ name }) => name).join(', ') : <span className="muted">None</span>,
  },
  {
    header: 'Commander',
    width: 'minmax(120px, 1fr)',
    cell: ({ commander }) =>
      commander ? <PersonName name={commander.name} /> : <span className="muted">No commander</span>,
  },
  {
    header: 'Update',
    width: '128px',
    cell: ({ updateDueAt, instants }) => !instants.resolvedAt && !instants.closedAt && <UpdateDue at={updateDueAt} />,
  },
  {
    header: 'Declared by',
    width: 'minmax(0, 1fr)',
    isExtra: true,
    cell: ({ declaredBy }) => declaredBy.name,
  },
  {
    header: 'Resolved',
    width: '104px',
    align: 'end',
    isExtra: true,
    cell: ({ instants: { resolvedAt } }) => resolvedAt && <Time at={resolvedAt} />,
  },
  { header: 'Duration', width: '84px', align: 'end', cell: (incident) => <Lasted incident={incident} /> },
  costColumn,
  {
    header: 'Declared',
    width: '104px',
    align: 'end',
    wideOnly: true,
    orders: [
      { value: 'newest', direction: 'descending' },
      { value: 'oldest', direction: 'ascending' },
    ],
    cell: ({ instants }) => <Time at={instants.declaredAt} />,
  },
];

/** From the first impact that is known to its end, or until now. */
export function Lasted({ incident: { instants } }: { incident: Incident }) {
  const since = instants.impactStartedAt ?? instants.declaredAt;
  const over = instants.resolvedAt ?? instants.closedAt;
  return over ? <Duration seconds={(Date.parse(over) - Date.parse(since)) / 1000} /> : <Duration since={since} />;
}
