import { getAlert } from '../../../contract/detect/alerts.ts';
import { listRunbooks } from '../../../contract/resolve/runbooks.ts';
import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import styles from '../../detect/alerts/story.module.css';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { AlertLabels, AlertLinks } from '../alerts/alert-asides.tsx';

/** The alert that a page speaks of first: the most severe one that is still open, else the most severe one. */
export function useLeadingAlert({ alerts }: Pick<PageDetail, 'alerts'>) {
  const leading = alerts.find(({ state }) => state !== 'resolved') ?? alerts[0];
  const { data } = useEndpoint(getAlert, { params: { id: leading?.id ?? 0 } }, { enabled: leading !== undefined });
  return data?.id === leading?.id ? data : undefined;
}

type LeadingAlert = ReturnType<typeof useLeadingAlert>;

/** What is wrong, in the words of the alert. */
export function PageDescription({ page, alert }: { page: PageDetail; alert: LeadingAlert }) {
  const others = page.alertCount - 1;
  if (page.message === '' && !alert?.description) return null;
  return (
    <Panel title="What is wrong">
      {page.message !== '' && <p className={styles.multiline}>{page.message}</p>}
      {alert?.description && <p className={styles.multiline}>{alert.description}</p>}
      {alert && others > 0 && (
        <p className="muted">
          From <a href={paths.alert(alert.id)}>{alert.title}</a>, the first of {page.alertCount} alerts.
        </p>
      )}
    </Panel>
  );
}

/** Where it points to: runbooks and dashboards, then its labels. */
export function PagePointers({ page, alert }: { page: PageDetail; alert: LeadingAlert }) {
  return (
    <>
      {page.service && <ServiceRunbooks serviceId={page.service.id} />}
      {alert && <AlertLinks alert={alert} />}
      {alert && <AlertLabels alert={alert} />}
    </>
  );
}

function ServiceRunbooks({ serviceId }: { serviceId: number }) {
  const { data } = useEndpoint(listRunbooks, { query: { serviceId, limit: 5 } });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title="Runbooks">
      <ul className={styles.compact}>
        {data.items.map(({ id, title }) => (
          <li key={id}>
            <a href={paths.runbook(id)}>{title}</a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
