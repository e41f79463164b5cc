import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { ApiProblem } from '../../../client/client.ts';
import { getPostmortem, type Postmortem, requestPostmortem } from '../../../contract/learn/postmortems.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { PostmortemState } from '../../respond/incidents/postmortem-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { DueTime } from '../due-time.tsx';
import { ActionItemsPanel } from './action-items-panel.tsx';
import { Editor } from './editor.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { MissingPanel } from './missing-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { StateButtons } from './state-buttons.tsx';
import { useDraft } from './use-draft.ts';

const parentsOf = (id: number) => [
  { label: 'Incidents', href: paths.incidents() },
  { label: `INC-${id}`, href: paths.incident(id) },
];

export function PostmortemScreen() {
  const id = Number(useParams({ from: '/app/incidents/$number/postmortem' }).number);
  const { data, error, isPending, refetch } = useEndpoint(getPostmortem, { params: { id } });
  if (data?.id === id) return <PostmortemView key={id} postmortem={data} />;
  return (
    <>
      <PageHeader word="postmortem" title="Postmortem" parents={parentsOf(id)} />
      {isPending || !error ? (
        <LoadingRows label="Loading postmortem" />
      ) : error instanceof ApiProblem && error.status === 404 ? (
        <NoneYet id={id} />
      ) : (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
    </>
  );
}

function NoneYet({ id }: { id: number }) {
  const guard = useGuard('incidents.respond');
  const request = useAction(requestPostmortem, { changes: [getPostmortem] });
  return (
    <>
      <p className="muted">
        This incident has no postmortem. One is drafted automatically when an incident whose severity requires it is
        resolved.
      </p>
      <Button
        mt={12}
        onClick={() => request.mutate({ params: { id }, body: {} })}
        loading={request.isPending}
        {...guard}
      >
        Start postmortem
      </Button>
    </>
  );
}

function PostmortemView({ postmortem }: { postmortem: Postmortem }) {
  const draft = useDraft(postmortem);
  const { incident, state, dueAt, isOverdue } = postmortem;
  return (
    <>
      <PageHeader
        word="postmortem"
        title={`Postmortem: ${incident.title}`}
        parents={parentsOf(postmortem.id)}
        beside={
          <>
            <SeverityBadge severity={incident.severity} />
            <PostmortemState state={state} />
            {state !== 'completed' && dueAt && (
              <span>
                {!isOverdue && 'Due '}
                <DueTime at={dueAt} isOverdue={isOverdue} />
              </span>
            )}
          </>
        }
        actions={<StateButtons postmortem={postmortem} draft={draft} />}
      >
        {postmortem.reasons.join(' ')}
      </PageHeader>
      <Columns
        aside={
          <>
            <MissingPanel postmortem={postmortem} />
            <FindingsPanel draft={draft} isFullImpact={postmortem.isFullImpact} />
            <PeoplePanel postmortem={postmortem} />
            <EvidencePanel postmortem={postmortem} draft={draft} />
          </>
        }
      >
        <Editor postmortem={postmortem} draft={draft} />
        <ActionItemsPanel postmortem={postmortem} />
      </Columns>
    </>
  );
}
