import { Button, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  deleteRunbook,
  getRunbook,
  listRunbooks,
  listRunbookVersions,
  type Runbook,
  reviewRunbook,
} from '../../../contract/resolve/runbooks.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useKeptRunbook } from '../../data/offline/use-offline-copy.ts';
import { useNames } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { StaleMarks } from '../../respond/incidents/tasks/stale-marks.tsx';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { VersionsPanel } from '../../ui/text/versions-panel.tsx';
import { Time } from '../../ui/time/time.tsx';

const parents = [{ label: 'Runbooks', href: paths.runbooks() }];

export function RunbookScreen() {
  const id = Number(useParams({ from: '/app/runbooks/$id' }).id);
  const { data, error, refetch } = useEndpoint(getRunbook, { params: { id } });
  if (!data || data.id !== id) {
    return <UnreadScreen title="Runbook" parents={parents} error={error} retry={refetch} />;
  }
  return <RunbookView runbook={data} />;
}

function RunbookView({ runbook }: { runbook: Runbook }) {
  const go = useGo();
  useKeptRunbook(runbook);
  const guard = useGuard('runbooks.manage', [runbook.teamId]);
  const [layer, setLayer] = useState<'wrong' | 'delete' | null>(null);
  const params = { id: runbook.id };
  const changes = [getRunbook, listRunbooks];
  const review = useAction(reviewRunbook, { changes });
  const remove = useAction(deleteRunbook, { changes: [listRunbooks], done: () => go(paths.runbooks()) });
  const close = () => setLayer(null);
  return (
    <>
      <PageHeader
        word="runbook"
        title={runbook.title}
        parents={parents}
        beside={<StaleMarks reasons={runbook.staleReasons} />}
        actions={
          <>
            <Button variant="default" onClick={() => setLayer('delete')} {...guard}>
              Delete
            </Button>
            <Button variant="default" onClick={() => setLayer('wrong')} {...guard}>
              Report a problem
            </Button>
            <Button
              variant="default"
              onClick={() =>
                review.mutate(
                  { params, body: { verdict: 'right' } },
                  { onSuccess: () => showToast('Marked as reviewed today.') },
                )
              }
              {...guard}
            >
              Mark reviewed
            </Button>
            <Button onClick={() => go(paths.editRunbook(runbook.id))} {...guard}>
              Edit
            </Button>
          </>
        }
      />
      <Columns aside={<About runbook={runbook} />}>
        <Panel title={runbook.stepCount === 1 ? '1 step' : `${runbook.stepCount} steps`}>
          <Markdown text={runbook.body} />
        </Panel>
      </Columns>
      <FormModal
        title="Report a problem"
        opened={layer === 'wrong'}
        close={close}
        submitLabel="Report"
        initialValues={{ note: '' }}
        submit={({ note }) => review.mutateAsync({ params, body: { verdict: 'wrong', note } })}
      >
        {(form) => (
          <Textarea
            label="What is wrong or missing?"
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={1000}
            {...form.getInputProps('note')}
          />
        )}
      </FormModal>
      <ConfirmDanger
        title={`Delete ${runbook.title}?`}
        confirmLabel="Delete runbook"
        opened={layer === 'delete'}
        close={close}
        run={() => remove.mutateAsync({ params })}
      >
        Incidents that used it keep their ticked steps.
      </ConfirmDanger>
    </>
  );
}

function About({ runbook }: { runbook: Runbook }) {
  const serviceName = useNames('services', runbook.serviceIds);
  const versions = usePagedEndpoint(listRunbookVersions, { params: { id: runbook.id }, query: { limit: 10 } });
  const named = runbook.serviceIds.map((id) => serviceName(id) ?? '…');
  return (
    <>
      <Panel title="About">
        <Facts
          facts={[
            ['Owner', runbook.teamName ?? 'No team'],
            ['Services', named.length > 0 ? named.join(', ') : 'None'],
            ['Last used', <Moment key="used" at={runbook.lastUsedAt} />],
            ['Reviewed', <Moment key="reviewed" at={runbook.reviewedAt} />],
            ['Problem reported', runbook.reportedWrongAt && <Time at={runbook.reportedWrongAt} />],
            [
              'Slug',
              <span key="slug" className="mono">
                {runbook.slug}
              </span>,
            ],
          ]}
        />
      </Panel>
      <VersionsPanel versions={versions} href={(version) => paths.runbookVersion(runbook.id, version)} />
    </>
  );
}

function Moment({ at }: { at: string | null }) {
  return at === null ? 'Never' : <Time at={at} />;
}
