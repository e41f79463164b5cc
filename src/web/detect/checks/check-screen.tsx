import { Alert, Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Check, getCheck, listCheckChanges } from '../../../contract/detect/checks.ts';
import { getService } from '../../../contract/directory/services.ts';
import { checkKindWords, targetText } from '../../../domain/detect/check-words.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { Time } from '../../ui/time/time.tsx';
import { CheckButtons } from './check-buttons.tsx';
import { CheckDrawer } from './check-form.tsx';
import { CheckState } from './check-state.tsx';
import styles from './checks.module.css';
import { ResultsChart } from './results-chart.tsx';

const parents = [{ label: 'Checks', href: paths.checks() }];

export function CheckScreen() {
  const id = Number(useParams({ from: '/app/checks/$id' }).id);
  const { data: check, error, isPending, refetch } = useEndpoint(getCheck, { params: { id } }, { everySeconds: 5 });
  if (!check || check.id !== id) {
    return <UnreadScreen title={`Check ${id}`} parents={parents} error={isPending ? null : error} retry={refetch} />;
  }
  return <CheckView key={id} check={check} />;
}

function CheckView({ check }: { check: Check }) {
  const [isEdited, setEdited] = useState(false);
  return (
    <>
      <PageHeader
        word="check"
        title={check.name}
        parents={parents}
        beside={<CheckState check={check} />}
        actions={<CheckButtons check={check} edit={() => setEdited(true)} />}
      >
        {checkKindWords[check.target.kind]} {targetText(check.target)}
      </PageHeader>
      <WhoIsPaged kind="source" id={check.id} here={paths.check(check.id)} />
      <Trouble check={check} />
      <Columns aside={<About check={check} />}>
        <ResultsChart check={check} />
        <Changes check={check} />
      </Columns>
      <CheckDrawer opened={isEdited} close={() => setEdited(false)} check={check} />
    </>
  );
}

/** Why nobody may rely on the state beside the name right now. */
function Trouble({ check: { overdueSince, lastOutcome, lastDetail, doubtedAt, pausedAt } }: { check: Check }) {
  if (pausedAt) return null;
  if (overdueSince) {
    return (
      <Alert color="red" title="This check does not run">
        Since <Time at={overdueSince} />. {lastOutcome === 'blocked' ? `${lastDetail}.` : 'No node has run it.'}
      </Alert>
    );
  }
  if (lastOutcome === 'blocked')
    return <Alert color="yellow" title="The last run could not be made">{`${lastDetail}.`}</Alert>;
  if (doubtedAt) {
    return (
      <Alert
        color="yellow"
        title="The last run failed"
      >{`${lastDetail}. A second run decides whether an alert is raised.`}</Alert>
    );
  }
  return null;
}

function About({ check }: { check: Check }) {
  const { target, serviceId, certificateExpiresAt } = check;
  const service = useEndpoint(getService, { params: { id: serviceId ?? 0 } }, { enabled: serviceId !== null });
  return (
    <Panel title="About">
      <Facts
        facts={[
          ...expectations(target),
          ['Headers', check.headerNames.join(', ')],
          ['Certificate ends', certificateExpiresAt && <Time key="ends" at={certificateExpiresAt} />],
          ['Every', durationText(check.intervalSeconds)],
          ['Time limit', durationText(check.timeoutSeconds)],
          ['Severity', severityLabel(check.severity)],
          [
            'Service',
            serviceId ? (
              <a key="service" href={paths.service(serviceId)}>
                {service.data?.name}
              </a>
            ) : check.pagesNobody ? (
              'None: its alerts page nobody'
            ) : (
              'None: the default escalation policy applies'
            ),
          ],
          ['Last run', check.lastRunAt ? <Time key="run" at={check.lastRunAt} /> : 'never'],
          ['Result', check.lastDetail],
          ['By', check.lastNode],
          ['Next run', !check.pausedAt && <Time key="next" at={check.nextRunAt} />],
          ['Paused', check.pausedAt && <Paused key="paused" check={check} />],
          [
            'Slug',
            <span key="slug" className="mono">
              {check.slug}
            </span>,
          ],
        ]}
      />
      <a href={paths.alerts({ state: 'all', sourceId: check.id })}>Alerts from this check</a>
    </Panel>
  );
}

function Paused({ check: { pausedUntil } }: { check: Check }) {
  if (!pausedUntil) return <>until it is resumed</>;
  return (
    <>
      until <Time at={pausedUntil} />
    </>
  );
}

function expectations(target: Check['target']): [string, string | null][] {
  switch (target.kind) {
    case 'http':
      return [
        ['Request', target.method],
        ['Expected status', target.expectedStatus],
        ['Expected text', target.expectedText],
        ['Expected JSON', target.jsonPath && `${target.jsonPath} = ${target.jsonValue ?? 'anything'}`],
        ['Redirects', target.followsRedirects ? 'followed' : 'are the answer'],
      ];
    case 'tls':
      return [['Fails with less than', `${target.warnDays} days left`]];
    case 'dns':
      return [
        ['Expected value', target.expectedValue ?? 'any'],
        ['Name server', target.server],
      ];
    default:
      return [];
  }
}

function Changes({ check }: { check: Check }) {
  const list = usePagedEndpoint(listCheckChanges, { params: { id: check.id }, query: { limit: 20 } });
  return (
    <Section title="Changes">
      {!list.isPending && list.rows.length === 0 && <p className="muted">It has never failed.</p>}
      <ul className={styles.changes}>
        {list.rows.map(({ id, at, state, detail }) => (
          <li key={id}>
            <Badge tone={state === 'up' ? 'resolved' : 'sev1'} glyph={state === 'up' ? 'check' : 'bell'} look="plain">
              {state === 'up' ? 'Passed again' : 'Failed'}
            </Badge>{' '}
            <Time at={at} /> <span className="muted">{detail}</span>
          </li>
        ))}
      </ul>
      {list.loadMore && (
        <Button variant="default" mt={12} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </Section>
  );
}
