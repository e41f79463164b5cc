import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import {
  getPostmortem,
  listPostmortemVersions,
  type Postmortem,
  requestPostmortem,
} from '../../../contract/learn/postmortems.ts';
import { actionsHeading } from '../../../domain/learn/section-keys.ts';
import { sectionsOf } from '../../../domain/learn/text-sections.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { PersonMark } from '../../directory/person-mark.tsx';
import { paths } from '../../paths.ts';
import { CostPanel } from '../../respond/incidents/room/cost-panel.tsx';
import { PostmortemState } from '../../respond/incidents/room/postmortem-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { VersionsPanel } from '../../ui/text/versions-panel.tsx';
import { DueTime } from '../due-time.tsx';
import { StrayComments } from './comments/stray-comments.tsx';
import { useComments } from './comments/use-comments.ts';
import { Editor, type Mode } from './editor.tsx';
import { ActionItemsPanel } from './panels/action-items-panel.tsx';
import { ContentsPanel } from './panels/contents-panel.tsx';
import { EvidencePanel } from './panels/evidence-panel.tsx';
import { FactsPanel } from './panels/facts-panel.tsx';
import { FindingsPanel } from './panels/findings-panel.tsx';
import { MissingPanel } from './panels/missing-panel.tsx';
import { PeoplePanel } from './panels/people-panel.tsx';
import styles from './postmortem.module.css';
import { useSectionSlot } from './section-slot.tsx';
import { StateButtons } from './state-buttons.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { useFindings } from './use-findings.ts';
import { usePresent } from './use-present.ts';

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
  const comments = useComments(postmortem.id);
  const checked = useFindings(draft.text, postmortem.isFullImpact);
  const [mode, setMode] = useMode(postmortem, draft);
  const [section, setSection] = useState<string | null>(null);
  const present = usePresent(postmortem.id, section);
  const slot = useSectionSlot({ postmortem, draft, comments, present });
  const { incident, state, dueAt, isOverdue } = postmortem;
  const hasActions =
    mode !== 'markdown' && sectionsOf(draft.text, 2).some(({ key }) => key === actionsHeading(postmortem.form));
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
            <ul className={styles.present} aria-label="People here now">
              {present.map(({ person, section: place }) => (
                <li key={person.id} data-tip={`${person.name} ${place === null ? 'is here' : `is editing ${place}`}`}>
                  <PersonMark name={person.name} />
                  <span className="visually-hidden">{person.name}</span>
                </li>
              ))}
            </ul>
          </>
        }
        actions={<StateButtons postmortem={postmortem} draft={draft} />}
      >
        {postmortem.reasons.join(' ')}
      </PageHeader>
      <Columns
        aside={
          <>
            <ContentsPanel postmortem={postmortem} draft={draft} comments={comments} present={present} />
            <StrayComments postmortem={postmortem} comments={comments} text={draft.text} />
            <MissingPanel postmortem={postmortem} />
            <FindingsPanel draft={draft} checked={checked} />
            <PeoplePanel postmortem={postmortem} />
            <FactsPanel postmortem={postmortem} />
            <CostPanel incidentId={postmortem.id} isExercise={postmortem.form === 'drill'} />
            <EvidencePanel postmortem={postmortem} draft={draft} />
            <Versions id={postmortem.id} />
          </>
        }
      >
        <Editor
          postmortem={postmortem}
          draft={draft}
          checked={checked}
          mode={mode}
          setMode={setMode}
          slot={slot}
          sectionChanged={setSection}
        />
        {!hasActions && <ActionItemsPanel postmortem={postmortem} />}
      </Columns>
    </>
  );
}

function Versions({ id }: { id: number }) {
  const versions = usePagedEndpoint(listPostmortemVersions, { params: { id }, query: { limit: 5 } });
  return (
    <VersionsPanel
      versions={versions}
      href={(version) => paths.postmortemVersion(id, version)}
      actions={<a href={paths.freshPostmortemDraft(id)}>Fresh draft</a>}
    />
  );
}

/** Whoever owns an unfinished draft writes; everybody else reads first. A text that was not saved is gone on with. */
function useMode(postmortem: Postmortem, draft: Draft): [Mode, (mode: Mode) => void] {
  const me = usePerson()?.id;
  const { owner, state } = postmortem;
  const isTheirs = state === 'draft' && owner !== null && owner.id === me;
  const [mode, setMode] = useState<Mode>(isTheirs || draft.restoredAt !== null ? 'write' : 'read');
  return [draft.isReadOnly ? 'read' : mode, setMode];
}
