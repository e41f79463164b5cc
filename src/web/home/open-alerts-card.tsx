import { countAlerts } from '../../contract/detect/alerts.ts';
import { severities } from '../../domain/severity.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { paths } from '../paths.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import styles from './home.module.css';

/** How much is open, by severity; each number leads to its alerts. */
export function OpenAlertsCard() {
  const { data, error, refetch } = useEndpoint(countAlerts, {});
  if (!data) {
    return (
      <Panel title="Open alerts">
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows rows={2} />}
      </Panel>
    );
  }
  const { items } = data;
  const sum = (matches: (item: (typeof items)[number]) => boolean) =>
    items.filter(matches).reduce((total, { count }) => total + count, 0);
  const quiet = sum(({ isSuppressed }) => isSuppressed);
  const waiting = sum(({ state, isSuppressed }) => state === 'triggered' && !isSuppressed);
  return (
    <Panel title="Open alerts" actions={<a href={paths.alerts()}>All</a>}>
      <ul className={styles.counts}>
        {severities.map((severity) => {
          const count = sum((item) => item.severity === severity && !item.isSuppressed);
          return (
            <li key={severity}>
              <a href={paths.alerts({ severity: [severity] })} data-none={count === 0 || undefined}>
                <span className={styles.count}>{count}</span>
                <SeverityBadge severity={severity} look="plain" />
              </a>
            </li>
          );
        })}
      </ul>
      <p className="muted">
        {waiting === 0 ? 'All alerts acknowledged.' : `${waiting} not acknowledged.`}
        {quiet > 0 && (
          <>
            {' '}
            <a href={paths.alerts({ state: 'suppressed' })}>{quiet} suppressed</a>.
          </>
        )}
        {!data.isComplete && ' There are more: only the newest were counted.'}
      </p>
    </Panel>
  );
}
