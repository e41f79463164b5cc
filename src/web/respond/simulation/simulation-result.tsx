import type { Simulation } from '../../../contract/respond/simulation.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { failedWords } from '../../detect/condition-words.ts';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { LadderMoments } from '../escalation/ladder-moments.tsx';
import styles from './simulation.module.css';

type Alert = Simulation['alerts'][number];
type PageOf = Simulation['pages'][number];

/** What would happen, in the order it would: read, routed, paged. */
export function SimulationResult({ simulation }: { simulation: Simulation }) {
  const { reading, alerts, alertCount, pages, pageCount } = simulation;
  return (
    <>
      {reading && <Reading reading={reading} />}
      {alerts.map((alert, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: keys may be empty, and the places never change
        <AlertPanel key={place} alert={alert} />
      ))}
      {alertCount > alerts.length && <p className="muted">and {alertCount - alerts.length} more alerts.</p>}
      {pages.map((page, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and the places never change
        <PagePanel key={place} page={page} />
      ))}
      {pageCount > pages.length && <p className="muted">and {pageCount - pages.length} more pages.</p>}
      {reading && pageCount === 0 && (
        <p>
          <strong>Nobody would be paged.</strong>
        </p>
      )}
    </>
  );
}

function Reading({
  reading: { outcome, detail, odd, signals, signalCount },
}: {
  reading: NonNullable<Simulation['reading']>;
}) {
  return (
    <Panel title="How it is read">
      {outcome === 'rejected' && (
        <p>
          <strong>It would be rejected:</strong> {detail}
        </p>
      )}
      {outcome === 'ping' && <p>A ping, not an alert: {detail}</p>}
      {outcome === 'signals' && signalCount === 0 && <p>Nothing in it is an alert.</p>}
      <ul className={styles.list}>
        {signals.map((signal, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a body may say the same thing twice
          <li key={place}>
            <strong>{signal.title || signal.dedupKey}</strong>{' '}
            <span className="muted">
              {signal.action}, {signal.severity === null ? 'no severity' : severityLabel(signal.severity)}, key{' '}
              {signal.dedupKey}
            </span>
          </li>
        ))}
      </ul>
      {signalCount > signals.length && <p className="muted">and {signalCount - signals.length} more.</p>}
      {odd.map(({ part, reason }) => (
        <p key={`${part} ${reason}`} className="muted">
          {part && `${part}: `}
          {reason}
        </p>
      ))}
    </Panel>
  );
}

function AlertPanel({ alert }: { alert: Alert }) {
  const passed = alert.routes.filter(({ result }) => result === 'failed' || result === 'disabled');
  return (
    <Panel title={`Alert: ${alert.title}`} actions={<SeverityBadge severity={alert.severity} />}>
      <p>
        {alert.route ? (
          <>
            The route <a href={paths.routes()}>{alert.route.name}</a> takes it.
          </>
        ) : (
          'No route matches, so the service of its source is used.'
        )}{' '}
        {alert.service ? (
          <>
            It belongs to <a href={paths.service(alert.service.id)}>{alert.service.name}</a>.
          </>
        ) : (
          'It belongs to no service.'
        )}
      </p>
      {passed.length > 0 && (
        <details>
          <summary>{passed.length === 1 ? '1 route did not match' : `${passed.length} routes did not match`}</summary>
          <ul className={styles.list}>
            {passed.map(({ routeId, name, failed }) => (
              <li key={routeId}>
                {name}: {failed ? failedWords(failed) : 'disabled'}
              </li>
            ))}
          </ul>
        </details>
      )}
      {alert.notPaged && (
        <p>
          <strong>{alert.notPaged.sentence}</strong>
        </p>
      )}
      {alert.openAlertId !== null && (
        <p className="muted">
          <a href={paths.alert(alert.openAlertId)}>Alert {alert.openAlertId}</a> with the same key is open now: until it
          is resolved, the signal is counted on it and pages nobody again.
        </p>
      )}
    </Panel>
  );
}

function PagePanel({ page }: { page: PageOf }) {
  const reaches = page.preview.moments.some(({ notifications }) =>
    notifications.some(({ problem }) => problem === null),
  );
  return (
    <Panel title={page.alertCount > 1 ? `Page: ${page.title} and ${page.alertCount - 1} more` : `Page: ${page.title}`}>
      <p>
        {page.policy ? (
          <>
            By <a href={paths.escalationPolicy(page.policy.id)}>{page.policy.name}</a>, {page.urgency} urgency, if
            nobody acknowledges:
          </>
        ) : (
          'There is no escalation policy.'
        )}
      </p>
      {page.openPageId !== null && (
        <p className="muted">
          It would join <a href={paths.page(page.openPageId)}>page {page.openPageId}</a>, which is open now.
        </p>
      )}
      {page.sharesTurns && (
        <p className="muted">
          Several of these pages take turns in a round robin. Each is shown as if it were the first; who is next then
          depends on which opens first.
        </p>
      )}
      {!reaches && (
        <p>
          <strong>It would reach nobody.</strong>
        </p>
      )}
      <LadderMoments preview={page.preview} />
    </Panel>
  );
}
