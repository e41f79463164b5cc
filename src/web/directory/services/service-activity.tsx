import { Button } from '@mantine/core';
import { listAlerts } from '../../../contract/detect/alerts.ts';
import { listChanges } from '../../../contract/detect/changes.ts';
import { listRunbooks } from '../../../contract/resolve/runbooks.ts';
import { listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { Time } from '../../ui/time/time.tsx';
import { ChangeList } from './change-list.tsx';
import styles from './services.module.css';

const limit = 5;

/** What happens to a service now, what happened last, and what helps. */
export function ServiceActivity({ id }: { id: number }) {
  const alerts = useEndpoint(listAlerts, { query: { serviceId: id, state: 'open', limit } });
  const incidents = useEndpoint(listIncidents, { query: { serviceId: id, lifecycle: 'all', limit } });
  const runbooks = useEndpoint(listRunbooks, { query: { serviceId: id, limit: 20 } });
  return (
    <>
      <Short
        title="Open alerts"
        all={paths.alerts({ serviceId: id, state: 'all' })}
        answer={alerts}
        none="No open alerts."
        rows={alerts.data?.items.map((alert) => ({
          id: alert.id,
          href: paths.alert(alert.id),
          title: alert.title,
          severity: alert.severity,
          state: alert.suppressedReason !== null && alert.state === 'triggered' ? 'suppressed' : alert.state,
          at: alert.triggeredAt,
        }))}
      />
      <Short
        title="Latest incidents"
        all={paths.incidents({ serviceId: id, lifecycle: 'all' })}
        answer={incidents}
        none="No incidents."
        rows={incidents.data?.items.map(({ id: number, key, title, severity, lifecycle, instants }) => ({
          id: number,
          href: paths.incident(number),
          title: `${key} ${title}`,
          severity,
          state: lifecycle,
          at: instants.declaredAt,
        }))}
      />
      <Changes id={id} />
      <Short
        title="Runbooks"
        all={paths.runbooks({ serviceId: id })}
        answer={runbooks}
        none="No runbooks for this service yet."
        rows={runbooks.data?.items.map(({ id: runbook, title }) => ({
          id: runbook,
          href: paths.runbook(runbook),
          title,
        }))}
      />
    </>
  );
}

/** What was deployed or changed of it, as senders report it. */
function Changes({ id }: { id: number }) {
  const list = usePagedEndpoint(listChanges, { query: { serviceId: id, limit } }, { everySeconds: 60 });
  return (
    <Section title="Latest changes">
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={2} label="Loading changes" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <p className="muted">No source has reported a deployment or another change of this service.</p>
      )}
      <ChangeList changes={list.rows} />
      {list.loadMore && (
        <div>
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            Earlier changes
          </Button>
        </div>
      )}
    </Section>
  );
}

type Row = {
  id: number;
  href: string;
  title: string;
  severity?: Parameters<typeof SeverityBadge>[0]['severity'];
  state?: Parameters<typeof StateBadge>[0]['state'];
  at?: string;
};

type ShortProps = {
  title: string;
  /** Where all of them are. */
  all: string;
  answer: { error: unknown; refetch: () => unknown };
  none: string;
  rows: readonly Row[] | undefined;
};

/** The first few of a list, and the way to the others. */
function Short({ title, all, answer, none, rows }: ShortProps) {
  return (
    <Section title={title} actions={<a href={all}>All</a>}>
      {!rows &&
        (answer.error ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <LoadingRows rows={2} label={`Loading ${title.toLowerCase()}`} />
        ))}
      {rows?.length === 0 && <p className="muted">{none}</p>}
      {rows && rows.length > 0 && (
        <Cards label={title}>
          {rows.map((row) => (
            <Card
              key={row.id}
              actions={
                row.at && (
                  <>
                    {row.state && <StateBadge state={row.state} look="plain" />}
                    <span className="muted">
                      <Time at={row.at} />
                    </span>
                  </>
                )
              }
            >
              <span className={styles.line}>
                {row.severity && <SeverityBadge severity={row.severity} look="plain" />}
                <a href={row.href}>{row.title}</a>
              </span>
            </Card>
          ))}
        </Cards>
      )}
    </Section>
  );
}
