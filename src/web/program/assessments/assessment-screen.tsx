import { Button, Progress } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type Assessment,
  completeAssessment,
  deleteAssessment,
  getAssessment,
  listAssessments,
  startAssessment,
} from '../../../contract/program/assessments.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { levelText } from '../level-badge.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import { AssessmentResult } from './assessment-result.tsx';
import { QuestionScreen } from './question-screen.tsx';

/** The draft question by question, or one completed assessment, and the history. */
export function AssessmentScreen() {
  const { id } = useSearch({ from: '/app/program/assessment' });
  const go = useGo();
  const list = useEndpoint(listAssessments, { query: { limit: 50 } });
  const start = useAction(startAssessment, {
    changes: [listAssessments, readProgram],
    done: () => go(paths.assessment()),
  });
  const guard = useGuard('program.manage');
  const draft = list.data?.items.find(({ state }) => state === 'draft');
  const shownId = id ?? draft?.id;
  const begin = () => start.mutate({});
  return (
    <>
      <PageHeader
        word="assessment"
        title="Assessment"
        parents={programParents}
        actions={
          !draft && (
            <Button {...guard} onClick={begin} loading={start.isPending}>
              Start assessment
            </Button>
          )
        }
      >
        Rate each practice from 1 to 7, next to what your own data shows.
      </PageHeader>
      {shownId !== undefined && <OneAssessment key={shownId} id={shownId} />}
      <Loaded answer={list}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              kind="first-use"
              title="Not assessed yet"
              action={{ label: 'Start first assessment', run: begin }}
            >
              It takes about eight minutes: one question per screen, answered with the keys 1 to 7.
            </EmptyState>
          ) : (
            <Section title="History">
              <Cards label="Assessments">
                {items.map((item) => (
                  <Card key={item.id}>
                    <a href={paths.assessment({ id: item.id })}>
                      {item.completedAt ? `Completed ${dayOf(item.completedAt)}` : `Started ${dayOf(item.startedAt)}`}
                    </a>
                    <span className="muted">{item.state === 'draft' ? 'Draft' : levelText(item.overall)}</span>
                  </Card>
                ))}
              </Cards>
            </Section>
          )
        }
      </Loaded>
    </>
  );
}

function OneAssessment({ id }: { id: number }) {
  const answer = useEndpoint(getAssessment, { params: { id } });
  return (
    <Loaded answer={answer}>
      {(assessment) => (
        <Section
          title={assessment.completedAt ? `Assessment of ${dayOf(assessment.completedAt)}` : 'Assessment in progress'}
          actions={assessment.completedAt && <StateBadge state="completed" />}
        >
          {assessment.state === 'draft' ? (
            <Draft assessment={assessment} />
          ) : (
            <AssessmentResult assessment={assessment} />
          )}
        </Section>
      )}
    </Loaded>
  );
}

function Draft({ assessment }: { assessment: Assessment }) {
  const questions = assessment.areas.flatMap((area) => area.questions.map((question) => ({ ...question, area })));
  const firstOpen = questions.findIndex(({ rated }) => rated === null);
  const [at, setAt] = useState(firstOpen === -1 ? questions.length : firstOpen);
  const go = useGo();
  const changes = [listAssessments, getAssessment, readProgram];
  const complete = useAction(completeAssessment, { changes, done: () => go(paths.assessment({ id: assessment.id })) });
  const discard = useAction(deleteAssessment, {
    changes: [listAssessments, readProgram],
    done: () => go(paths.assessment()),
  });
  const guard = useGuard('program.manage');
  const question = questions[at];
  const { answered, asked } = assessment;
  return (
    <>
      <Progress value={(answered / asked) * 100} aria-label={`${answered} of ${asked} answered`} />
      {question ? (
        <QuestionScreen
          key={question.id}
          assessment={assessment}
          question={question}
          number={at + 1}
          back={at > 0 ? () => setAt(at - 1) : undefined}
          next={() => setAt(at + 1)}
        />
      ) : (
        <>
          <p>
            {answered} of {asked} questions answered. Completing the assessment freezes its ratings and evidence.
          </p>
          <div>
            <Button variant="default" onClick={() => setAt(0)} mr={8}>
              Back to questions
            </Button>
            <Button
              {...guard}
              disabled={guard.disabled || answered === 0}
              loading={complete.isPending}
              onClick={() => complete.mutate({ params: { id: assessment.id } })}
            >
              Complete assessment
            </Button>
            <Button
              variant="subtle"
              color="red"
              {...guard}
              ml={8}
              onClick={() => discard.mutate({ params: { id: assessment.id } })}
            >
              Discard draft
            </Button>
          </div>
          <AssessmentResult assessment={assessment} />
        </>
      )}
    </>
  );
}
