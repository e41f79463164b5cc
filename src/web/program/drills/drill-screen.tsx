import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { cancelDrill, type Drill, finishDrill, getDrill, startDrill } from '../../../contract/program/drills.ts';
import { scoreCard } from '../../../domain/program/drills/score.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { shareText } from '../../measure/figure-text.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards, Facts } from '../../ui/screen/section.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { dayOf, Time } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import { CastPanel } from './cast-panel.tsx';
import { DrillBadge } from './drill-badge.tsx';
import { drillChanges as changes } from './drill-changes.ts';
import { DrillConsole } from './drill-console.tsx';
import { FollowUpsPanel, StillOpenPanel } from './follow-ups-panel.tsx';
import { InjectsPanel } from './injects-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RescheduleForm } from './reschedule-form.tsx';
import { SandboxPanel, sandboxWords } from './sandbox-panel.tsx';
import { ScoreCard } from './score-card.tsx';

const parents = [...programParents, { label: 'Drills', href: paths.drills() }];

/** One drill: start it, announce its injects, score it, finish it. */
export function DrillScreen() {
  const id = Number(useParams({ from: '/app/program/drills/$id' }).id);
  const answer = useEndpoint(getDrill, { params: { id } }, { follows: ['incident', 'actionItem', 'page'] });
  const finish = useAction(finishDrill, { changes });
  const start = useAction(startDrill, { changes });
  const cancel = useAction(cancelDrill, { changes });
  const [asked, setAsked] = useState<'start' | 'cancel' | 'reschedule' | null>(null);
  const drill = answer.data;
  return (
    <>
      <PageHeader
        word="drill"
        title={drill?.title ?? 'Drill'}
        parents={parents}
        beside={drill && <DrillBadge state={drill.state} />}
        actions={
          drill?.mayLead && (
            <>
              {(drill.state === 'planned' || drill.state === 'running') && (
                <Button variant="default" onClick={() => setAsked('cancel')}>
                  Cancel drill
                </Button>
              )}
              {drill.state === 'planned' && (
                <>
                  <Button variant="default" onClick={() => setAsked('reschedule')}>
                    Reschedule
                  </Button>
                  <Button onClick={() => setAsked('start')}>Start drill</Button>
                </>
              )}
              {drill.state === 'running' && (
                <Button loading={finish.isPending} onClick={() => finish.mutate({ params: { id } })}>
                  Finish drill
                </Button>
              )}
            </>
          )
        }
      >
        {drill?.formatName}
      </PageHeader>
      <Loaded answer={answer}>
        {(drill) => (
          <Columns
            aside={
              <>
                <Panel title="About">
                  <Facts
                    facts={[
                      ['Severity', <SeverityBadge key="severity" severity={drill.severity} look="plain" />],
                      ['Team', drill.team?.name],
                      ['Leader', drill.leader?.name ?? 'No leader yet'],
                      ['Services', drill.services.map(({ name }) => name).join(', ')],
                      [
                        'Signals through',
                        drill.source && (
                          <a key="source" href={paths.source(drill.source.id)}>
                            {drill.source.name}
                          </a>
                        ),
                      ],
                      ['Agreed by', drill.consent],
                      ['Pages', drill.sandbox && sandboxWords(drill.sandbox)],
                      ['Webhook before', drill.beforeWebhook?.name],
                      ['Webhook after', drill.afterWebhook?.name],
                      ['Planned', drill.plannedFor && <Time key="planned" at={drill.plannedFor} />],
                      ['Started', drill.startedAt && <Time key="started" at={drill.startedAt} />],
                      [
                        'Incident',
                        drill.incidentId && (
                          <a key="incident" href={paths.incident(drill.incidentId)}>
                            {drill.incidentKey}
                          </a>
                        ),
                      ],
                    ]}
                  />
                </Panel>
                <CastPanel drill={drill} />
              </>
            }
          >
            {drill.startProblem && drill.state === 'planned' && (
              <Badge tone="sev2" glyph="triangle" look="plain">
                {drill.startProblem}
              </Badge>
            )}
            <DrillConsole drill={drill} />
            {drill.state !== 'running' && <StillOpenPanel drill={drill} />}
            {drill.state === 'planned' && <Briefing drill={drill} />}
            {drill.state === 'finished' ? (
              <>
                <FollowUpsPanel drill={drill} />
                <ScoreCard drill={drill} />
                {drill.report && (
                  <Panel title="Report">
                    <Markdown text={drill.report} />
                  </Panel>
                )}
                <Answers drill={drill} />
                <SandboxPanel drill={drill} />
                <Earlier drill={drill} />
                <InjectsPanel drill={drill} />
                <NotesPanel drill={drill} />
              </>
            ) : (
              <>
                <InjectsPanel drill={drill} />
                <NotesPanel drill={drill} />
                <Answers drill={drill} />
                <SandboxPanel drill={drill} />
                {drill.state === 'running' && <ScoreCard drill={drill} />}
                {drill.state === 'running' && <StillOpenPanel drill={drill} />}
                <Earlier drill={drill} />
              </>
            )}
            {drill.state !== 'planned' && <Briefing drill={drill} />}
          </Columns>
        )}
      </Loaded>
      {drill && asked === 'reschedule' && <RescheduleForm drill={drill} close={() => setAsked(null)} />}
      <ConfirmDanger
        title={asked === 'start' ? 'Start this drill?' : 'Cancel this drill?'}
        confirmLabel={asked === 'start' ? 'Start drill' : 'Cancel drill'}
        opened={asked === 'start' || asked === 'cancel'}
        close={() => setAsked(null)}
        run={() => (asked === 'start' ? start : cancel).mutateAsync({ params: { id } })}
      >
        {asked === 'start'
          ? drill?.sandbox
            ? 'This declares an incident of kind drill. Its escalation policies run, and the sandbox keeps their messages.'
            : 'This declares an incident of kind drill and pages people through its services’ escalation policies, for real.'
          : 'A drill in progress is aborted and not scored.'}
      </ConfirmDanger>
    </>
  );
}

/** What is really wrong: first before a drill, below what has to be done while it runs. */
function Briefing({ drill }: { drill: Drill }) {
  if (!drill.story) return null;
  return (
    <Panel title="Briefing for the leader">
      <Markdown text={drill.story} />
      {drill.state !== 'finished' && (
        <p className="muted">Only the leader, observers and administrators see this before the drill ends.</p>
      )}
    </Panel>
  );
}

/** The same scenario before: what went better, and what did not. */
function Earlier({ drill }: { drill: Drill }) {
  const { earlier, score, marks } = drill;
  if (!earlier || earlier.length === 0 || drill.state === 'planned' || drill.state === 'canceled') return null;
  const keys = scoreCard.filter(({ key }) =>
    [marks, ...earlier.map((one) => one.marks)].some((each) => each[key] != null),
  );
  return (
    <Panel title="Compared with earlier drills">
      <DataTable
        caption="This drill beside earlier ones of the same scenario, points of 3"
        head={['Item', 'This one', ...earlier.map(({ finishedAt }) => dayOf(finishedAt))]}
        rows={[
          { key: 'score', cells: ['Score', shareText(score.share), ...earlier.map(({ share }) => shareText(share))] },
          ...keys.map(({ key, name }) => ({
            key,
            cells: [name, marks[key] ?? '–', ...earlier.map((one) => one.marks[key] ?? '–')],
          })),
        ]}
      />
    </Panel>
  );
}

/** What the signals have opened, and how long it took until somebody had it. */
function Answers({ drill }: { drill: Drill }) {
  const { signalPages } = drill;
  if (!signalPages || signalPages.length === 0) return null;
  return (
    <Panel title="Who answered">
      <Cards label="Who answered">
        {signalPages.map(({ alertId, title, pageId, openedAt, acknowledgedAt, acknowledgedBy }) => (
          <Card key={alertId}>
            <a href={pageId === null ? paths.alert(alertId) : paths.page(pageId)}>{title}</a>
            <span className="muted">
              {pageId === null || !openedAt
                ? 'Nobody was paged.'
                : acknowledgedAt
                  ? `${acknowledgedBy?.name ?? 'Somebody'} acknowledged after ${durationText((Date.parse(acknowledgedAt) - Date.parse(openedAt)) / 1000)}.`
                  : 'Not acknowledged.'}
            </span>
          </Card>
        ))}
      </Cards>
    </Panel>
  );
}
