import { AlertState } from '../../detect/alerts/alert-columns.tsx';
import { LabelList } from '../../detect/alerts/label-list.tsx';
import styles from '../../detect/alerts/story.module.css';
import { ChangeList } from '../../directory/services/change-list.tsx';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { Time } from '../../ui/time/time.tsx';
import type { AlertStory } from './story.ts';

export function AlertFacts({ alert }: { alert: AlertStory }) {
  return (
    <Panel title="Details">
      <Facts
        facts={[
          [
            'Service',
            alert.serviceId ? (
              <a key="service" href={paths.service(alert.serviceId)}>
                {alert.serviceName}
              </a>
            ) : (
              'none'
            ),
          ],
          [
            'Source',
            <a key="source" href={paths.source(alert.sourceId)}>
              {alert.sourceName}
            </a>,
          ],
          ['Signals', <SignalCount key="signals" alert={alert} />],
          ['Triggered', <Time key="triggered" at={alert.triggeredAt} />],
          ['Occurred', alert.occurredAt && <Time at={alert.occurredAt} />],
          ['Acknowledged', alert.acknowledgedAt && <ByAt by={alert.acknowledgedBy} at={alert.acknowledgedAt} />],
          ['Resolved', alert.resolvedAt && <ByAt by={alert.resolvedBy} at={alert.resolvedAt} />],
          ['Expires', alert.state !== 'resolved' && alert.expiresAt && <Expiry at={alert.expiresAt} />],
          [
            'Dedup key',
            <span key="key" className="mono">
              {alert.dedupKey}
            </span>,
          ],
        ]}
      />
    </Panel>
  );
}

function SignalCount({ alert }: { alert: AlertStory }) {
  return (
    <>
      <span className="tabular">{countText(alert.signalCount)}</span>, latest <Time at={alert.lastSignalAt} />
    </>
  );
}

function ByAt({ by, at }: { by: { name: string } | null; at: string }) {
  return (
    <>
      {by?.name ?? 'Somebody'}, <Time at={at} />
    </>
  );
}

function Expiry({ at }: { at: string }) {
  return (
    <>
      <Time at={at} />, unless it repeats
    </>
  );
}

export function AlertLinks({ alert }: { alert: AlertStory }) {
  if (alert.links.length + alert.images.length === 0) return null;
  return (
    <Panel title="Links">
      <ul className={styles.compact}>
        {alert.links.map(({ href, text }) => (
          <li key={href}>
            <OutsideLink href={href} text={text} />
          </li>
        ))}
        {/* Pictures of other sites would tell those sites who looks at the alert, so they are links. */}
        {alert.images.map(({ src, href, alt }) => (
          <li key={src}>
            <OutsideLink href={href ?? src} text={alt || 'Image'} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function AlertLabels({ alert }: { alert: AlertStory }) {
  if (Object.keys(alert.labels).length === 0) return null;
  return (
    <Panel title="Labels">
      <LabelList labels={alert.labels} />
    </Panel>
  );
}

export function EarlierAlerts({ earlier }: { earlier: AlertStory['earlier'] }) {
  return (
    <Panel title="Earlier alerts with this key">
      {earlier.count === 0 ? (
        <p className="muted">This is the first.</p>
      ) : (
        <>
          <ul className={styles.compact}>
            {earlier.items.map((one) => (
              <li key={one.id}>
                <a href={paths.alert(one.id)}>{one.title}</a>
                <div className={styles.beneath}>
                  <AlertState alert={one} look="plain" />
                  <Time at={one.triggeredAt} />
                </div>
              </li>
            ))}
          </ul>
          {earlier.count > earlier.items.length && (
            <p className="muted">
              {earlier.count >= 1000 ? '1,000 or more' : earlier.count} in total; these are the latest.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

export function ChangesBefore({ changes }: { changes: AlertStory['changes'] }) {
  return (
    <Panel title="Changes in the two hours before">
      {changes.length === 0 ? <p className="muted">None reported.</p> : <ChangeList changes={changes} />}
    </Panel>
  );
}
