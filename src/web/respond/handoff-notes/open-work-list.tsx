import { type OpenWork, readOpenWork } from '../../../contract/respond/schedules/handoff-notes.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './handoff-notes.module.css';

const follows = ['page', 'incident', 'alert', 'escalationPolicy'] as const;

/** What is open on a schedule now, whoever has it: incidents, pages, and those that are snoozed. */
export function OpenWorkList({ scheduleId }: { scheduleId: number }) {
  const mayRead = useMay('alerts.read');
  const { data, error, refetch } = useEndpoint(
    readOpenWork,
    { params: { id: scheduleId } },
    { follows, enabled: mayRead },
  );
  if (!mayRead) return null;
  return (
    <section className={styles.side} aria-label="Open now">
      <h3>Open now</h3>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data && <Work {...data} />}
    </section>
  );
}

function Work({ pages, pageCount, incidents, incidentCount }: OpenWork) {
  if (pages.length + incidents.length === 0)
    return <p className="muted">No open incidents, and no unresolved pages that notify through this schedule.</p>;
  return (
    <>
      <ul className={styles.work} aria-label="Open incidents and pages">
        {incidents.map(({ id, title, severity }) => (
          <li key={`incident ${id}`}>
            <SeverityBadge severity={severity} look="plain" />
            <span>
              <a href={paths.incident(id)}>
                <span className="nowrap">{incidentKey(id)}</span> {title}
              </a>
            </span>
          </li>
        ))}
        {pages.map((page) => (
          <li key={`page ${page.id}`}>
            <SeverityBadge severity={page.severity} look="plain" />
            <span>
              <a href={paths.page(page.id)}>{page.title}</a>{' '}
              <span className="muted">
                <PageWords page={page} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Rest count={incidentCount - incidents.length} of="incidents" />
      <Rest count={pageCount - pages.length} of="pages" />
    </>
  );
}

function Rest({ count, of }: { count: number; of: string }) {
  if (count <= 0) return null;
  return (
    <p className="muted">
      and {count} more {of}
    </p>
  );
}

function PageWords({ page: { state, acknowledgedByName, snoozedUntil } }: { page: OpenWork['pages'][number] }) {
  const by = acknowledgedByName ?? 'somebody';
  if (state === 'open') return 'not acknowledged';
  if (snoozedUntil === null) return <>acknowledged by {by}</>;
  return (
    <>
      snoozed by {by}, until <Time at={snoozedUntil} />
    </>
  );
}
