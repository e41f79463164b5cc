import { useQueries } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getAlert, listAlertSignals } from '../../../contract/detect/alerts.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { endpointQuery, useEndpoint } from '../../data/endpoint-query.ts';
import { AlertState } from '../../detect/alerts/alert-columns.tsx';
import { ResolveQuestion } from '../../detect/alerts/resolve-question.tsx';
import styles from '../../detect/alerts/story.module.css';
import { useAlertActions } from '../../detect/alerts/use-alert-actions.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { Duration, Time } from '../../ui/time/time.tsx';
import { AlertFacts, AlertLabels, AlertLinks, ChangesBefore, EarlierAlerts } from './alert-asides.tsx';
import { AlertButtons } from './alert-buttons.tsx';
import { AlertPagingPanel } from './alert-paging-panel.tsx';
import { GroupPanel } from './group-panel.tsx';
import { RoutingExplanation } from './routing-explanation.tsx';
import { type AlertStory, tellStory } from './story.ts';
import { NextStep, StoryTimeline } from './story-timeline.tsx';

const parents = [{ label: 'Alerts', href: paths.alerts() }];
/** An alert has one page, or a few when it was given up and paged again; more would be a flood on one screen. */
const shownPages = 5;

export function AlertScreen() {
  const id = Number(useParams({ from: '/app/alerts/$id' }).id);
  const { data: alert, error, isPending, refetch } = useEndpoint(getAlert, { params: { id } }, { follows: ['page'] });
  if (!alert || alert.id !== id) {
    return <UnreadScreen title={`Alert ${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  return <AlertView alert={alert} />;
}

function AlertView({ alert }: { alert: AlertStory }) {
  const actions = useAlertActions();
  const [isResolving, setResolving] = useState(false);
  return (
    <>
      <PageHeader
        word="alert"
        title={alert.title}
        parents={parents}
        beside={
          <>
            <SeverityBadge severity={alert.severity} />
            <AlertState alert={alert} />
          </>
        }
        actions={<AlertButtons alert={alert} actions={actions} askResolve={() => setResolving(true)} />}
      >
        {alert.serviceName ? `${alert.serviceName}, ` : ''}from {alert.sourceName},{' '}
        {alert.state === 'resolved' ? (
          <>
            started <Time at={alert.triggeredAt} />
          </>
        ) : (
          <>
            for <Duration since={alert.triggeredAt} />
          </>
        )}
      </PageHeader>
      <AlertPagingPanel alert={alert} />
      <Columns
        aside={
          <>
            <AlertFacts alert={alert} />
            <GroupPanel alert={alert} />
            <AlertLinks alert={alert} />
            <AlertLabels alert={alert} />
            <EarlierAlerts earlier={alert.earlier} />
            <ChangesBefore changes={alert.changes} />
          </>
        }
      >
        {alert.description && (
          <Panel title="Description">
            <p className={styles.multiline}>{alert.description}</p>
          </Panel>
        )}
        <Story alert={alert} />
        <RoutingExplanation alert={alert} />
      </Columns>
      <ResolveQuestion
        alerts={isResolving ? [alert] : null}
        close={() => setResolving(false)}
        resolve={actions.resolve}
      />
    </>
  );
}

function Story({ alert }: { alert: AlertStory }) {
  const params = { id: alert.id };
  const signals = useEndpoint(listAlertSignals, { params }, { follows: ['alert'] });
  const pages = useEndpoint(listPages, { query: { alertId: alert.id, limit: shownPages } }, { follows: ['alert'] });
  const details = useQueries({
    queries: (pages.data?.items ?? []).map((page) => endpointQuery(getPage, { params: { id: page.id } })),
  });
  const failed = [signals, pages, ...details].find(({ error, data }) => error && !data);
  const known = details.flatMap(({ data }) => (data ? [data] : []));
  const isLoading = [signals, pages, ...details].some(({ isPending }) => isPending);
  return (
    <Panel title="Timeline">
      {isLoading && !failed ? (
        <LoadingRows rows={4} label="Loading the timeline" />
      ) : (
        <StoryTimeline
          sourceId={alert.sourceId}
          entries={tellStory(alert.events, signals.data?.items ?? [], known)}
          next={known.map((page) => <NextStep key={page.id} page={page} />)}
        />
      )}
      {failed && <ErrorState error={failed.error} retry={() => void failed.refetch()} />}
    </Panel>
  );
}
