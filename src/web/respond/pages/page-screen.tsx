import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { findIncidentOfAlert } from '../../../contract/respond/incidents/incident.ts';
import { getPage, listPages, type PageDetail } from '../../../contract/respond/pages/page.ts';
import { reopenPage } from '../../../contract/respond/pages/responses.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../data/session.ts';
import { Notice } from '../../directory/coverage/notice.tsx';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import { askToDeclare, useDeclaringHere } from '../../shell/declare-request.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { Duration, Time } from '../../ui/time/time.tsx';
import { tellPage } from '../alerts/story.ts';
import { NextStep, StoryTimeline } from '../alerts/story-timeline.tsx';
import { FlappingText, PageAlerts } from './page-alerts.tsx';
import { PageFeedback } from './page-feedback.tsx';
import { PageLadder } from './page-ladder.tsx';
import { PageDescription, PagePointers, useLeadingAlert } from './page-says.tsx';
import { shownState, waitText } from './page-words.ts';
import { ReassignButton } from './reassign-button.tsx';
import { ReopenButton } from './reopen-button.tsx';
import { RespondersPanel } from './responders-panel.tsx';
import { SnoozeButton } from './snooze-button.tsx';
import { usePageActions } from './use-page-actions.ts';

const parents = [{ label: 'Alerts', href: paths.alerts() }];

type Flapping = NonNullable<PageDetail['alerts'][number]['flapping']>;

/** One demand on humans: who was asked, how it went, and what comes next. */
export function PageScreen() {
  const id = Number(useParams({ from: '/app/pages/$id' }).id);
  const { data: page, error, isPending, refetch } = useEndpoint(getPage, { params: { id } }, { follows: ['alert'] });
  if (!page || page.id !== id) {
    return <UnreadScreen title={`Page ${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  return <PageView page={page} />;
}

function PageView({ page }: { page: PageDetail }) {
  const alert = useLeadingAlert(page);
  const flapping = page.alerts
    .flatMap((each) => each.flapping ?? [])
    .reduce<Flapping | null>((most, each) => (most && most.openings >= each.openings ? most : each), null);
  return (
    <>
      <PageHeader
        word="page"
        title={page.title}
        parents={[...parents, { label: `Page ${page.id}` }]}
        beside={
          <>
            <SeverityBadge severity={page.severity} />
            <StateBadge state={shownState(page)} />
          </>
        }
        actions={<PageButtons page={page} alert={alert} />}
      >
        {page.service ? `${page.service.name}, since ` : 'Since '}
        <Time at={alert?.triggeredAt ?? page.openedAt} />
        {page.state !== 'resolved' && (
          <>
            {' '}
            (<Duration since={alert?.triggeredAt ?? page.openedAt} />)
          </>
        )}
        {flapping && (
          <>
            {'. '}
            <FlappingText flapping={flapping} />
          </>
        )}
      </PageHeader>
      <Columns
        aside={
          <>
            <PagePointers page={page} alert={alert} />
            <PageFeedback page={page} />
            <PageFacts page={page} />
            <RespondersPanel page={page} />
            <PageLadder page={page} />
          </>
        }
      >
        {page.mergedInto !== null && (
          <Notice tone="quiet" title="Merged into another page">
            <p>
              <a href={paths.page(page.mergedInto)}>Page {page.mergedInto}</a> goes on with its alerts. Whoever
              acknowledges in a message about this page acknowledges that one.
            </p>
          </Notice>
        )}
        {page.isInParallelRun && (
          <Notice tone="later" title="Parallel run: this page notifies nobody">
            <p>
              Its escalation runs by the clock, and every message is kept.{' '}
              <a href={paths.moveIn()}>Who would have been paged</a>
            </p>
          </Notice>
        )}
        {page.waits && (
          <Notice tone="later" title="Nobody is notified yet">
            <p>
              {waitText[page.waits.because]} The first step runs <Time at={page.waits.until} />; escalate it to notify
              somebody now.
            </p>
          </Notice>
        )}
        {page.snoozedUntil && (
          <Notice tone="quiet" title="Quiet for now">
            <p>
              Nobody else is notified until <Time at={page.snoozedUntil} />. If it is not resolved by then, it starts
              again from step 1.
            </p>
          </Notice>
        )}
        {page.acknowledgements.length > 0 && <Together people={page.acknowledgements} />}
        <PageDescription page={page} alert={alert} />
        <Panel title="Timeline">
          <StoryTimeline entries={tellPage(page)} next={<NextStep page={page} />} />
        </Panel>
        <PageAlerts page={page} />
      </Columns>
    </>
  );
}

function PageButtons({ page, alert }: { page: PageDetail; alert: ReturnType<typeof useLeadingAlert> }) {
  const mayRespond = useMay('alerts.respond');
  const guard = useGuard('alerts.respond');
  const actions = usePageActions();
  const isOpen = page.state === 'open';
  const person = usePerson();
  const isMe = ({ id }: { id: number }) => id === person?.id;
  const asksMe =
    page.notifications.some((each) => isMe(each.person) && each.generation === page.generation) &&
    !page.declinedBy.some(isMe);
  const reopen = useAction(reopenPage, { changes: [getPage, listPages, getAlert, listAlerts] });
  const [isResolving, setResolving] = useState(false);
  const mayDeclare = useMay('incidents.respond');
  const declareGuard = useGuard('incidents.respond');
  const found = useEndpoint(
    findIncidentOfAlert,
    { params: { id: alert?.id ?? 0 } },
    { follows: ['incident'], enabled: alert !== undefined },
  );
  const incident = alert && found.data?.incident;
  const canDeclare = alert !== undefined && found.data !== undefined && !incident && page.state !== 'resolved';
  const declare = () => alert && askToDeclare({ alert });
  useDeclaringHere(canDeclare ? alert : null);
  useCommands(
    mayRespond && page.state !== 'resolved'
      ? [
          {
            label: isOpen ? 'Acknowledge page' : 'Unacknowledge page',
            keys: 'e',
            run: () => void (isOpen ? actions.acknowledge(page) : actions.giveUp(page)),
          },
          { label: 'Resolve page', keys: 'r', run: () => setResolving(true) },
          ...(isOpen ? [{ label: 'Escalate now', keys: 's', run: () => void actions.escalate(page) }] : []),
          ...(isOpen && asksMe ? [{ label: 'Decline page: I can’t', run: () => void actions.decline(page) }] : []),
          ...(canDeclare && mayDeclare
            ? [{ label: 'Declare an incident from the alert', keys: 'd', run: () => void declare() }]
            : []),
        ]
      : [],
  );
  const ofIncident = incident && (
    <Button component="a" variant="default" href={paths.incident(incident.id)}>
      {incident.key}
    </Button>
  );
  if (page.state === 'resolved')
    return (
      <>
        {ofIncident}
        {page.mergedInto === null ? (
          <ReopenButton
            what="page"
            resolvedAt={page.resolvedAt}
            reopen={(reason) => reopen.mutateAsync({ params: { id: page.id }, body: { reason } })}
            {...guard}
          />
        ) : (
          <Button component="a" variant="default" href={paths.page(page.mergedInto)}>
            Page {page.mergedInto}
          </Button>
        )}
      </>
    );
  return (
    <>
      {ofIncident}
      {canDeclare && (
        <Button variant="default" onClick={() => void declare()} rightSection={<KeyCaps keys="d" />} {...declareGuard}>
          Declare from alert
        </Button>
      )}
      {isOpen && asksMe && (
        <Button variant="default" onClick={() => void actions.decline(page)} {...guard}>
          I can’t
        </Button>
      )}
      {isOpen && (
        <Button
          variant="default"
          onClick={() => void actions.escalate(page)}
          rightSection={<KeyCaps keys="s" />}
          {...guard}
        >
          Escalate now
        </Button>
      )}
      <ReassignButton page={page} {...guard} />
      <SnoozeButton page={page} {...guard} />
      <Button variant="default" onClick={() => setResolving(true)} rightSection={<KeyCaps keys="r" />} {...guard}>
        Resolve
      </Button>
      {isOpen ? (
        <Button onClick={() => void actions.acknowledge(page)} rightSection={<KeyCaps keys="e" />} {...guard}>
          Acknowledge
        </Button>
      ) : (
        <Button
          variant="default"
          onClick={() => void actions.giveUp(page)}
          rightSection={<KeyCaps keys="e" />}
          {...guard}
        >
          Unacknowledge
        </Button>
      )}
      <ConfirmDanger
        title="Resolve this page?"
        confirmLabel="Resolve"
        opened={isResolving}
        close={() => setResolving(false)}
        run={() => actions.resolve(page)}
      >
        {page.alertCount > 0
          ? 'Its alerts are resolved with it. If the condition still holds, the next signal raises a new alert and pages again.'
          : 'Nobody else will be notified.'}
      </ConfirmDanger>
    </>
  );
}

function PageFacts({ page }: { page: PageDetail }) {
  const { service, policy } = page;
  return (
    <Panel title="Details">
      <Facts
        facts={[
          ['Service', service && <a href={paths.service(service.id)}>{service.name}</a>],
          ['Policy', policy && <a href={paths.escalationPolicy(policy.id)}>{policy.name}</a>],
          ['Branch', page.branch && branchText(page.branch)],
          ['Waits until', page.waits && <Time key="waits" at={page.waits.until} />],
          ['Urgency', page.urgency === 'high' ? 'High' : 'Low'],
          ['Kind', { real: null, drill: 'Drill', test: 'Test' }[page.kind]],
          ['Opened', <Time key="opened" at={page.openedAt} />],
          ['Acknowledged by', page.acknowledgedBy?.name],
          ['Added by', page.addedBy?.name],
          ['Declined by', page.declinedBy.map(({ name }) => name).join(', ') || null],
          ['Snoozed until', page.snoozedUntil && <Time key="snoozed" at={page.snoozedUntil} />],
          ['Acknowledged', page.acknowledgedAt && <AcknowledgedAt page={page} at={page.acknowledgedAt} />],
          [
            'Acknowledge by',
            page.acknowledgedAt || page.mergedInto
              ? null
              : page.acknowledgeBy && <AckTarget page={page} by={page.acknowledgeBy} />,
          ],
          ['Ended', page.resolvedAt && <Time at={page.resolvedAt} />],
        ]}
      />
    </Panel>
  );
}

/** Why this branch: `Nights (outside working hours)`. */
const branchText = ({ name, because }: NonNullable<PageDetail['branch']>) =>
  name === null ? `All other pages (${because})` : `${name} (${because})`;

/** Who has acknowledged of those who all must, and who has yet to. */
function Together({ people }: { people: PageDetail['acknowledgements'] }) {
  return (
    <Panel title="Everybody must acknowledge">
      <Facts
        facts={people.map(({ id, name, acknowledgedAt }) => [
          name,
          acknowledgedAt ? (
            <>
              Acknowledged <Time key={id} at={acknowledgedAt} />
            </>
          ) : (
            'Not yet'
          ),
        ])}
      />
    </Panel>
  );
}

/** When it was acknowledged, and whether that was as soon as its severity asks for. */
function AcknowledgedAt({ page, at }: { page: PageDetail; at: string }) {
  return (
    <>
      <Time at={at} />
      {page.isInTime !== null && (page.isInTime ? ', on time' : ', late')}
    </>
  );
}

/** By when the severity wants an acknowledgement. */
function AckTarget({ page, by }: { page: PageDetail; by: string }) {
  return (
    <>
      <Time at={by} />
      {page.isInTime === false && ', overdue'}
    </>
  );
}
