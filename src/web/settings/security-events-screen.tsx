import { Button } from '@mantine/core';
import { listSecurityEvents, type SecurityEvent } from '../../contract/platform/security-events.ts';
import { usePagedEndpoint } from '../data/endpoint-query.ts';
import { paths } from '../paths.ts';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { countText } from '../ui/text/count-text.ts';
import { Time } from '../ui/time/time.tsx';
import styles from './settings.module.css';

const words: Record<SecurityEvent['kind'], string> = {
  'sign_in.failed': 'Failed sign-in',
  'sign_in.refused': 'Sign-in refused after too many attempts',
  'second_factor.failed': 'Wrong second factor',
  'single_sign_on.refused': 'Single sign-on refused',
  'session.ended': 'Session ended',
  'token.refused': 'Unknown or revoked token',
  'permission.refused': 'Permission denied',
  'source_key.read': 'Source key read',
  'configuration.exported': 'Configuration exported',
  'contact_methods.read': 'Contact methods of another person read',
  'access_link.made': 'Access link created',
  emergency_sign_in: 'Signed in without single sign-on',
};

/** Signs of an attack and readings of secrets, the newest first. */
export function SecurityEventsScreen() {
  const list = usePagedEndpoint(listSecurityEvents, { query: {} }, { everySeconds: 60 });
  return (
    <>
      <PageHeader title="Security events" parents={[{ label: 'Audit log', href: paths.audit() }]}>
        Failed sign-ins, refused requests and reading of secrets, newest first. Repeats within a quarter of an hour are
        one row; rows are kept for 90 days.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={8} />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="cleared">No security events in the last 90 days.</EmptyState>
      )}
      {list.rows.length > 0 && (
        <ol className={styles.entries} aria-label="Security events">
          {list.rows.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </ol>
      )}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </>
  );
}

function Row({
  event: { kind, network, personId, personName, subject, device, count, firstAt, lastAt },
}: {
  event: SecurityEvent;
}) {
  return (
    <li className={styles.entry}>
      <span className={styles.at}>
        <Time at={lastAt} />
      </span>
      <div>
        <div className={styles.title}>
          <strong>{words[kind]}</strong>
          {subject && <span>{subject}</span>}
          {count > 1 && (
            <span className="muted">
              {countText(count)} times since <Time at={firstAt} />
            </span>
          )}
        </div>
        <div className={styles.facts}>
          <span className="muted">
            {personId !== null && (
              <>
                by <a href={paths.person(personId)}>{personName ?? `person ${personId}`}</a>,{' '}
              </>
            )}
            from <code>{network}</code>
          </span>
          {device && <span className="muted">{device}</span>}
        </div>
      </div>
    </li>
  );
}
