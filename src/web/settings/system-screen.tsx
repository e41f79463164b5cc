import { Button } from '@mantine/core';
import { useState } from 'react';
import { exportConfiguration } from '../../contract/platform/configuration.ts';
import { type Examination, examineInstallation } from '../../contract/platform/doctor.ts';
import { checkReady, readMetrics } from '../../contract/platform/platform.ts';
import { type AuditFinding, readPagingAudit } from '../../contract/respond/watchdog.ts';
import { api } from '../data/api.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { useGuard } from '../directory/may.ts';
import { paths } from '../paths.ts';
import { DefaultPolicy } from '../respond/escalation/default-policy.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { Badge } from '../ui/screen/badge.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Card, Cards, Facts, Section } from '../ui/screen/section.tsx';
import { Time } from '../ui/time/time.tsx';
import { CanarySection } from './canary-section.tsx';

/** Whether this installation keeps its promises, and its configuration as a file. */
export function SystemScreen() {
  const mayRead = useMay('platform.read');
  const closed = <p className="muted">Your role does not have access to this.</p>;
  return (
    <>
      <PageHeader title="System">The health of this installation.</PageHeader>
      <Section title="Doctor">{mayRead ? <Doctor /> : closed}</Section>
      <Section title="Paging">{mayRead ? <PagingAudit /> : closed}</Section>
      <Section title="Canary">{mayRead ? <CanarySection /> : closed}</Section>
      <Section title="Default escalation policy">
        <DefaultPolicy />
      </Section>
      <Section title="This node">
        <Node />
      </Section>
      <Section title="Data retention">
        <p className="muted">
          How long each kind of data is kept, and how much room it takes: <a href={paths.retention()}>data retention</a>
          .
        </p>
      </Section>
      <Section title="Configuration as code">
        <Export />
      </Section>
    </>
  );
}

/** Whatever could keep a page from arriving, worst first. */
function Doctor() {
  const { data, error, refetch, isFetching } = useEndpoint(examineInstallation, {}, { everySeconds: 60 });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={4} label="Checking the installation" />;
  const order: Examination['result'][] = ['fault', 'warning', 'ok'];
  const items = [...data.items].sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
  return (
    <>
      <p role="status">
        {data.isHealthy ? 'All checks passed.' : 'Some checks need your attention; see below.'}{' '}
        <span className="muted">
          Checked <Time at={data.examinedAt} />.
        </span>
      </p>
      <Cards label="Doctor checks">
        {items.map(({ check, result, sentence }) => (
          <Card key={`${check} ${sentence}`} actions={<ResultBadge result={result} />}>
            <strong>{sentence}</strong>
            <span className="muted mono">{check}</span>
          </Card>
        ))}
      </Cards>
      <div>
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          Check again
        </Button>
      </div>
    </>
  );
}

function ResultBadge({ result }: { result: Examination['result'] }) {
  if (result === 'ok') {
    return (
      <Badge tone="resolved" glyph="check">
        OK
      </Badge>
    );
  }
  return result === 'fault' ? (
    <Badge tone="sev1" glyph="octagon">
      Fault
    </Badge>
  ) : (
    <Badge tone="sev3" glyph="triangle">
      Warning
    </Badge>
  );
}

function PagingAudit() {
  const { data, error, refetch, isFetching } = useEndpoint(
    readPagingAudit,
    {},
    { everySeconds: 30, follows: ['page', 'schedule', 'escalationPolicy', 'contactMethod'] },
  );
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} label="Checking" />;
  return (
    <>
      <p role="status">
        {data.isClean
          ? 'All checks passed: every open page has a next step, and every due message has an outcome.'
          : 'The paging engine is breaking a promise; see below.'}{' '}
        <span className="muted">
          Checked <Time at={data.checkedAt} />.
        </span>
      </p>
      {data.findings.length > 0 && (
        <Cards label="Findings">
          {data.findings.map((finding) => (
            <Finding key={`${finding.code} ${finding.subjectKind}`} finding={finding} />
          ))}
        </Cards>
      )}
      <div>
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          Check now
        </Button>
      </div>
    </>
  );
}

function Finding({ finding: { weight, sentence, count, subjectKind, examples, code } }: { finding: AuditFinding }) {
  return (
    <Card actions={<ResultBadge result={weight} />}>
      <strong>{sentence}</strong>
      <span className="muted">
        <span className="mono">{code}</span>, {count === 1 ? 'once' : `${count} times`}
        {examples.length > 0 && `: ${subjectKind} ${examples.join(', ')}`}
      </span>
    </Card>
  );
}

function Node() {
  const ready = useEndpoint(checkReady, {}, { everySeconds: 30 });
  return (
    <Facts
      facts={[
        [
          'State',
          ready.error ? (
            <span key="state">
              <Badge tone="sev1" glyph="octagon">
                Not ready
              </Badge>{' '}
              {ready.error.detail ?? ready.error.title}
            </span>
          ) : ready.data ? (
            <span key="state">
              <Badge tone="resolved" glyph="check">
                Ready
              </Badge>{' '}
              Accepts signals and sends pages
            </span>
          ) : (
            'Checking…'
          ),
        ],
        [
          'Metrics',
          <a key="metrics" href={readMetrics.path} target="_blank" rel="noreferrer">
            {readMetrics.path}
          </a>,
        ],
      ]}
    />
  );
}

function Export() {
  const guard = useGuard('configuration.apply');
  const [error, setError] = useState<unknown>(null);
  const [isReading, setReading] = useState(false);
  const download = async () => {
    setError(null);
    setReading(true);
    try {
      const [{ document: configuration }, { stringify }] = await Promise.all([
        api.call(exportConfiguration, {}),
        import('yaml'),
      ]);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([stringify(configuration)], { type: 'application/yaml' }));
      link.download = 'evenkeel.yaml';
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (failure) {
      setError(failure);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <p>
        The whole configuration as one file, without secrets. Apply it here or elsewhere with{' '}
        <code>evenkeel apply -f evenkeel.yaml</code>, which shows the plan first.
      </p>
      {error !== null && <ErrorState error={error} />}
      <div>
        <Button variant="default" {...guard} loading={isReading} onClick={download}>
          Download configuration
        </Button>
      </div>
    </>
  );
}
