import { listAlerts } from '../../contract/detect/alerts.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { AlertState } from '../detect/alerts/alert-columns.tsx';
import { paths } from '../paths.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { Time } from '../ui/time/time.tsx';
import styles from './home.module.css';

const latest = { query: { state: 'all', limit: 8 } } as const;

/** What happened last, whatever became of it. The keys of lists belong to the pages above it. */
export function RecentAlertsCard() {
  const { data, error, refetch } = useEndpoint(listAlerts, latest);
  return (
    <Panel title="Latest alerts" actions={<a href={paths.alerts({ state: 'all' })}>All</a>}>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows rows={4} />)}
      {data?.items.length === 0 && <p className="muted">No alerts yet.</p>}
      {data && data.items.length > 0 && (
        <ul className={styles.recent}>
          {data.items.map((alert) => (
            <li key={alert.id}>
              <SeverityBadge severity={alert.severity} look="plain" />
              <span className={styles.grow}>
                <a href={paths.alert(alert.id)}>{alert.title}</a>
                {alert.serviceName && <span className="muted">{alert.serviceName}</span>}
              </span>
              <AlertState alert={alert} look="plain" />
              <span className="muted">
                <Time at={alert.triggeredAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
