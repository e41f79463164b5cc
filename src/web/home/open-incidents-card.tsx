import { listIncidents } from '../../contract/respond/incidents/incident.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { PersonName } from '../directory/person-mark.tsx';
import { paths } from '../paths.ts';
import { Lasted } from '../respond/incidents/incident-columns.tsx';
import { KindBadge } from '../respond/incidents/kind-badge.tsx';
import { UpdateDue } from '../respond/incidents/update-due.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import styles from './home.module.css';

const open = { query: { lifecycle: 'open', limit: 50 } } as const;
const shown = 5;

/** What is being worked on by people together, the most severe first; nothing at all while no incident is open. */
export function OpenIncidentsCard() {
  const { data } = useEndpoint(listIncidents, open);
  if (!data || data.items.length === 0) return null;
  const worstFirst = data.items.toSorted((one, other) => one.severity - other.severity).slice(0, shown);
  return (
    <Panel title="Open incidents" actions={<a href={paths.incidents({})}>All</a>}>
      <ul className={styles.recent}>
        {worstFirst.map((incident) => (
          <li key={incident.id}>
            <SeverityBadge severity={incident.severity} look="plain" />
            <span className={styles.grow}>
              <a href={paths.incident(incident.id)}>
                <span className="tabular nowrap">{incident.key}</span> {incident.title}
              </a>
              <KindBadge kind={incident.kind} />
              {incident.commander ? (
                <PersonName name={incident.commander.name} />
              ) : (
                <span className={styles.nobody}>No commander</span>
              )}
            </span>
            <UpdateDue at={incident.updateDueAt} named />
            <span className="muted nowrap">
              open for <Lasted incident={incident} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
