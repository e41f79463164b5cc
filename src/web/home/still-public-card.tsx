import { Alert } from '@mantine/core';
import { listIncidents } from '../../contract/respond/incidents/incident.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { paths } from '../paths.ts';
import { stateLooks } from '../ui/screen/state-badge.tsx';
import styles from './home.module.css';

const ended = { query: { lifecycle: 'over', publicStatus: 'open', limit: 10 } } as const;

/** Incidents that have ended while customers still read that they go on; nothing at all while there are none. */
export function StillPublicCard() {
  const { data } = useEndpoint(listIncidents, ended);
  if (!data || data.items.length === 0) return null;
  return (
    <Alert color="red" title="The status page still shows incidents that have ended">
      <ul className={styles.recent}>
        {data.items.map((incident) => (
          <li key={incident.id}>
            <span className={styles.grow}>
              <a href={paths.incident(incident.id)}>
                <span className="tabular nowrap">{incident.key}</span> {incident.title}
              </a>
              <span className="muted">
                customers still see “{stateLooks[incident.publicStatus ?? 'investigating'].word}”
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
