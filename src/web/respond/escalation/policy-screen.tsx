import { Button, SegmentedControl } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { listServices } from '../../../contract/directory/services.ts';
import {
  deleteEscalationPolicy,
  getEscalationPolicy,
  listEscalationPolicies,
  previewEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { usualSeverity } from '../../../domain/respond/escalation/preview.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { SendTestPage } from '../../directory/proof/send-test-page.tsx';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { instantOfField } from '../../ui/time/zoned-time.ts';
import styles from './ladder.module.css';
import { Ladder, Warnings } from './ladder.tsx';
import { LadderMoments } from './ladder-moments.tsx';
import { pageOf, SeverityChoice } from './severity-choice.tsx';

const parents = [{ label: 'Escalation policies', href: paths.escalationPolicies() }];
/** What decides whom a policy reaches, besides the policy. */
const follows = ['schedule', 'person', 'team', 'contactMethod'] as const;

export function EscalationPolicyScreen() {
  const id = Number(useParams({ from: '/app/escalation-policies/$id' }).id);
  const go = useGo();
  const [isDeleting, setDeleting] = useState(false);
  const { data: policy, error, refetch } = useEndpoint(getEscalationPolicy, { params: { id } }, { follows });
  const remove = useAction(deleteEscalationPolicy, {
    changes: [listEscalationPolicies],
    done: () => go(paths.escalationPolicies()),
  });
  const guard = useGuard('oncall.manage', policy && [policy.teamId]);
  if (!policy) {
    return <UnreadScreen title="Escalation policy" parents={parents} error={error} retry={refetch} />;
  }
  return (
    <>
      <PageHeader
        word="escalation policy"
        title={policy.name}
        parents={parents}
        actions={
          <>
            <SendTestPage kind="policy" id={id} />
            <Button component="a" variant="default" href={paths.simulation({ policy: id })}>
              Simulate
            </Button>
            <Button variant="default" {...guard} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <Button component="a" href={paths.editEscalationPolicy(id)}>
              Edit
            </Button>
          </>
        }
      >
        {policy.description}
      </PageHeader>
      <WhoIsPaged kind="escalation-policy" id={id} />
      <div className={styles.columns}>
        <Section title="While nobody acknowledges">
          <Warnings warnings={policy.warnings.filter(({ stepIndex }) => stepIndex === null)} />
          <Ladder policy={policy} warnings={policy.warnings} />
          <UsedBy policyId={id} />
        </Section>
        <Section title="Who would be paged">
          <Preview id={id} />
        </Section>
      </div>
      <ConfirmDanger
        title={`Delete ${policy.name}?`}
        confirmLabel="Delete policy"
        opened={isDeleting}
        close={() => setDeleting(false)}
        run={() => remove.mutateAsync({ params: { id } })}
      >
        Open pages keep their copy. A policy used by a service cannot be deleted.
      </ConfirmDanger>
    </>
  );
}

function Preview({ id }: { id: number }) {
  const [at, setAt] = useState('');
  const [urgency, setUrgency] = useState<Urgency>('high');
  const [severity, setSeverity] = useState(2);
  const zone = displayZone();
  const { data, error, refetch } = useEndpoint(
    previewEscalationPolicy,
    { params: { id }, query: { urgency, severity, at: instantOfField(at, zone) ?? undefined } },
    { follows, everySeconds: 60 },
  );
  return (
    <>
      <div className={styles.toolbar}>
        <DateTimeField zone={zone} label={`If a page started at (${zone})`} value={at} onChange={setAt} />
        <Button variant="default" disabled={at === ''} onClick={() => setAt('')}>
          Now
        </Button>
        <SeverityChoice
          value={severity}
          change={(next) => {
            setSeverity(next);
            setUrgency(pageOf(next).urgency);
          }}
        />
        <SegmentedControl
          aria-label="Urgency"
          data={[
            { value: 'high', label: 'High urgency' },
            { value: 'low', label: 'Low urgency' },
          ]}
          value={urgency}
          onChange={(value) => {
            setUrgency(value as Urgency);
            if (pageOf(severity).urgency !== value) setSeverity(usualSeverity[value as Urgency]);
          }}
        />
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={4} />}
      {data && <LadderMoments preview={data} />}
    </>
  );
}

function UsedBy({ policyId }: { policyId: number }) {
  const services = useEndpoint(listServices, { query: { escalationPolicyId: policyId, limit: 200 } }).data;
  if (!services) return null;
  if (services.items.length === 0) return <p className="muted">No service uses it.</p>;
  return (
    <p>
      Used by{' '}
      {services.items.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={paths.service(id)}>{name}</a>
        </span>
      ))}
      {services.nextCursor && ' and others'}.
    </p>
  );
}
