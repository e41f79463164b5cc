import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { getPage, type PageDetail } from '../../../contract/pages.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { tellPage } from '../../detect/alerts/story.ts';
import { NextStep, StoryTimeline } from '../../detect/alerts/story-timeline.tsx';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { useCommands } from '../../shell/commands.ts';
import { KeyCaps } from '../../shell/key-caps.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Columns, Panel } from '../../ui/panel.tsx';
import { Facts } from '../../ui/section.tsx';
import { SeverityBadge } from '../../ui/severity-badge.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Time } from '../../ui/time.tsx';
import { UnreadPage } from '../../ui/unread-page.tsx';
import { PageAlerts } from './page-alerts.tsx';
import { PageLadder } from './page-ladder.tsx';
import { usePageActions } from './use-page-actions.ts';

const parents = [{ label: 'Alerts', href: paths.alerts() }];

/** One demand on humans: who was asked, how it went, and what comes next. */
export function PagePage() {
  const id = Number(useParams({ from: '/app/pages/$id' }).id);
  const { data: page, error, isPending, refetch } = useEndpoint(getPage, { params: { id } }, { follows: ['alert'] });
  if (!page || page.id !== id) {
    return <UnreadPage title={`Page ${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  return (
    <>
      <PageHeader
        word="page"
        title={page.title}
        parents={[...parents, { label: `Page ${page.id}` }]}
        beside={
          <>
            <SeverityBadge severity={page.severity} />
            <StateBadge state={page.state === 'open' ? 'triggered' : page.state} />
          </>
        }
        actions={<PageButtons page={page} />}
      >
        {page.message || `The demand that a person takes ${page.alertCount === 1 ? 'an alert' : 'this'}.`}
      </PageHeader>
      <Columns
        aside={
          <>
            <PageFacts page={page} />
            <PageLadder page={page} />
          </>
        }
      >
        <Panel title="Story">
          <StoryTimeline entries={tellPage(page)} next={<NextStep page={page} />} />
        </Panel>
        <PageAlerts alerts={page.alerts} />
      </Columns>
    </>
  );
}

function PageButtons({ page }: { page: PageDetail }) {
  const mayRespond = useMay('alerts.respond');
  const guard = useGuard('alerts.respond');
  const actions = usePageActions();
  const isOpen = page.state === 'open';
  useCommands(
    mayRespond && page.state !== 'resolved'
      ? [
          {
            label: isOpen ? 'Acknowledge the page' : 'Give the page up',
            keys: 'e',
            run: () => void (isOpen ? actions.acknowledge(page) : actions.giveUp(page)),
          },
          ...(isOpen ? [{ label: 'Escalate now', keys: 's', run: () => void actions.escalate(page) }] : []),
        ]
      : [],
  );
  if (page.state === 'resolved') return null;
  if (!isOpen) {
    return (
      <Button
        variant="default"
        onClick={() => void actions.giveUp(page)}
        rightSection={<KeyCaps keys="e" />}
        {...guard}
      >
        Give it up
      </Button>
    );
  }
  return (
    <>
      <Button
        variant="default"
        onClick={() => void actions.escalate(page)}
        rightSection={<KeyCaps keys="s" />}
        {...guard}
      >
        Escalate now
      </Button>
      <Button onClick={() => void actions.acknowledge(page)} rightSection={<KeyCaps keys="e" />} {...guard}>
        Acknowledge
      </Button>
    </>
  );
}

function PageFacts({ page }: { page: PageDetail }) {
  const { service, policy } = page;
  return (
    <Panel title="Facts">
      <Facts
        facts={[
          ['Service', service && <a href={paths.service(service.id)}>{service.name}</a>],
          ['Policy', policy && <a href={paths.escalationPolicy(policy.id)}>{policy.name}</a>],
          ['Urgency', page.urgency === 'high' ? 'High' : 'Low'],
          ['Kind', page.kind === 'real' ? null : page.kind],
          ['Opened', <Time key="opened" at={page.openedAt} />],
          ['Taken by', page.acknowledgedBy?.name],
          ['Ended', page.resolvedAt && <Time at={page.resolvedAt} />],
        ]}
      />
    </Panel>
  );
}
