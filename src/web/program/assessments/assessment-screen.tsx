import { Button, Progress, SegmentedControl } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type Assessment,
  completeAssessment,
  deleteAssessment,
  getAssessment,
  listAssessments,
  readMaturityLadder,
  revealVotes,
  setSessionQuestion,
  startAssessment,
} from '../../../contract/program/assessments.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { AssessmentNotes } from './assessment-notes.tsx';
import { AssessmentResult } from './assessment-result.tsx';
import { LevelHistory } from './level-history.tsx';
import { QuestionScreen } from './question-screen.tsx';
import { ScopePicker } from './scope-picker.tsx';

/** The draft question by question, or one completed assessment, and the history; of the whole or of a team. */
export function AssessmentScreen() {
  const { id, team } = useSearch({ from: '/app/program/assessment' });
  const go = useGo();
  const list = useEndpoint(listAssessments, { query: { limit: 50, scope: team ?? 'organisation' } });
  const start = useAction(startAssessment, {
    changes: [listAssessments, readProgram],
    done: () => go(paths.assessment({ team })),
  });
  const guard = useGuard('program.manage');
  const draft = list.data?.items.find(({ state }) => state === 'draft');
  const shownId = id ?? draft?.id;
  const begin = () => start.mutate({ body: { teamId: team ?? null } });
  return (
    <>
      <PageHeader
        word="assessment"
        title="Assessment"
        parents={programParents}
        actions={
          <>
            <ScopePicker team={team} to={(chosen) => paths.assessment({ team: chosen })} />
            {list.data && !draft && (
              <Button {...guard} onClick={begin} loading={start.isPending}>
                Start assessment
              </Button>
            )}
          </>
        }
      >
        Rate each practice from 1 to 7, next to what your own data shows.
      </PageHeader>
      <nav aria-label="Assessment" className={styles.row} style={{ marginBottom: 16 }}>
        <a href={paths.maturityLevels({ team })}>Maturity levels</a>
        <a href={paths.assessmentQuestions()}>Questions of your own</a>
      </nav>
      {shownId !== undefined && <OneAssessment key={shownId} id={shownId} />}
      <Loaded answer={list}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              kind="first-use"
              title="Not assessed yet"
              action={{ label: 'Start first assessment', run: begin }}
            >
              It takes about eight minutes: one question per screen, answered with the keys 1 to 7. Alone, or with
              several people who vote first.
            </EmptyState>
          ) : (
            <Section title="History">
              <LevelHistory assessments={items} team={team} />
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
          title={titleOf(assessment)}
          actions={
            assessment.completedAt && (
              <>
                <StateBadge state="completed" />
                <Button variant="default" component="a" href={paths.assessmentSlides(id)}>
                  Slides
                </Button>
                <PrintButton />
              </>
            )
          }
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

function titleOf({ completedAt, team }: Assessment) {
  const of = team ? `${team.name}: ` : '';
  return completedAt ? `${of}Assessment of ${dayOf(completedAt)}` : `${of}Assessment in progress`;
}

type Mode = 'agree' | 'vote';

function Draft({ assessment }: { assessment: Assessment }) {
  const questions = assessment.areas.flatMap((area) => area.questions.map((question) => ({ ...question, area })));
  const mayManage = useMay('program.manage');
  const [chosenMode, setMode] = useState<Mode>('agree');
  const mode = mayManage ? chosenMode : 'vote';
  const firstOpen = questions.findIndex(({ rated, myVote }) => (mayManage ? rated === null : myVote === null));
  const [at, setAt] = useState(firstOpen === -1 ? questions.length : firstOpen);
  const session = useSession(assessment, (id) => setAt(questions.findIndex((question) => question.id === id)));
  const question = questions[at];
  const { answered, asked, voters } = assessment;
  const goTo = (place: number) => {
    setAt(place);
    if (session.isLed && mayManage) session.lead(questions[place]?.id ?? null);
  };
  return (
    <>
      <div className={styles.row}>
        {mayManage && (
          <SegmentedControl
            aria-label="What the keys 1 to 7 do"
            value={mode}
            onChange={(value) => setMode(value as Mode)}
            data={[
              { value: 'agree', label: 'Agreed rating' },
              { value: 'vote', label: 'My vote' },
            ]}
          />
        )}
        <AssessmentNotes assessment={assessment} />
        <SessionControls session={session} questionId={question?.id} mayManage={mayManage} />
        <span className="muted">
          {voters === 0 ? 'Nobody has voted.' : voters === 1 ? 'One person has voted.' : `${voters} people have voted.`}
        </span>
      </div>
      <Progress value={(answered / asked) * 100} aria-label={`${answered} of ${asked} answered`} />
      {question ? (
        <QuestionScreen
          key={question.id}
          assessment={assessment}
          question={question}
          mode={mode}
          number={at + 1}
          back={at > 0 ? () => goTo(at - 1) : undefined}
          next={() => goTo(at + 1)}
        />
      ) : (
        <End assessment={assessment} back={() => goTo(0)} />
      )}
    </>
  );
}

/** A session takes everybody who has the draft open along when it moves; in between everybody may look around. */
function useSession(assessment: Assessment, follow: (questionId: string) => void) {
  const set = useAction(setSessionQuestion, { changes: [getAssessment] });
  const led = assessment.sessionQuestion;
  const [followed, setFollowed] = useState<string | null>(null);
  if (led !== followed) {
    setFollowed(led);
    if (led !== null) follow(led);
  }
  const lead = (questionId: string | null) => set.mutate({ params: { id: assessment.id }, body: { questionId } });
  return { isLed: led !== null, lead };
}

type SessionControlsProps = {
  session: ReturnType<typeof useSession>;
  questionId: string | undefined;
  mayManage: boolean;
};

function SessionControls({ session, questionId, mayManage }: SessionControlsProps) {
  if (!mayManage) {
    return session.isLed ? (
      <Badge tone="acknowledged" glyph="eye">
        Session: you follow the facilitator
      </Badge>
    ) : null;
  }
  if (session.isLed) {
    return (
      <Button variant="default" onClick={() => session.lead(null)}>
        End session
      </Button>
    );
  }
  return questionId ? (
    <Button
      variant="default"
      onClick={() => session.lead(questionId)}
      data-tip="Everybody who has this draft open follows you from question to question"
    >
      Start session
    </Button>
  ) : null;
}

function End({ assessment, back }: { assessment: Assessment; back: () => void }) {
  const go = useGo();
  const team = assessment.team?.id;
  const params = { id: assessment.id };
  const changes = [listAssessments, getAssessment, readProgram, readMaturityLadder];
  const complete = useAction(completeAssessment, {
    changes,
    done: () => go(paths.assessment({ id: assessment.id, team })),
  });
  const reveal = useAction(revealVotes, { changes: [getAssessment] });
  const discard = useAction(deleteAssessment, {
    changes: [listAssessments, readProgram],
    done: () => go(paths.assessment({ team })),
  });
  const guard = useGuard('program.manage');
  const { answered, asked } = assessment;
  const hidden = assessment.areas
    .flatMap((area) => area.questions)
    .filter(({ votes, voteCount }) => votes === null && voteCount > 0).length;
  return (
    <>
      <p>
        {answered} of {asked} questions answered. Completing the assessment freezes its ratings and evidence.
        {hidden > 0 &&
          ` Votes on ${hidden} questions are not revealed yet; they count, by their median, once it is completed.`}
      </p>
      <div className={styles.row}>
        <Button variant="default" onClick={back}>
          Back to questions
        </Button>
        {hidden > 0 && (
          <Button
            variant="default"
            {...guard}
            loading={reveal.isPending}
            onClick={() => reveal.mutate({ params, body: { questionId: null } })}
          >
            Reveal all votes
          </Button>
        )}
        <Button
          {...guard}
          disabled={guard.disabled || (answered === 0 && hidden === 0)}
          loading={complete.isPending}
          onClick={() => complete.mutate({ params })}
        >
          Complete assessment
        </Button>
        <Button variant="subtle" color="red" {...guard} onClick={() => discard.mutate({ params })}>
          Discard draft
        </Button>
      </div>
      <AssessmentResult assessment={assessment} />
    </>
  );
}
