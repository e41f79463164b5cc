import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { readProgram } from '../../../contract/program/program.ts';
import {
  type AskedQuestion,
  type Course,
  getCourse,
  listCertified,
  listCourses,
  readQuiz,
  takeQuiz,
} from '../../../contract/program/training.ts';
import { isPractised } from '../../../domain/program/practice.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useKeptText } from '../../data/use-kept-text.ts';
import { paths } from '../../paths.ts';
import { DraftNotice } from '../../ui/form/draft-notice.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';
import { Mark } from './mark.tsx';
import { PracticalPart } from './practical-part.tsx';
import { type Answers, answersTo, answerTo, parseAnswers } from './quiz-answers.ts';
import { QuizQuestion } from './quiz-question.tsx';

type Result = OutputOf<typeof takeQuiz>;
type HandedIn = { questions: AskedQuestion[]; answers: Answers; result: Result };

/** The questions of my next attempt, kept in this browser until they are submitted together; then marked. */
export function Quiz({ course }: { course: Course }) {
  const quiz = useEndpoint(readQuiz, { params: { key: course.key } });
  const kept = useKeptText(`quiz/${course.key}`);
  const [handedIn, setHandedIn] = useState<HandedIn | null>(null);
  const take = useAction(takeQuiz, {
    changes: [readQuiz, getCourse, listCourses, listCertified, readProgram],
    // Before the next questions are there.
    done(result, { body }) {
      setHandedIn({ questions: quiz.data!.questions, answers: body.answers, result });
      kept.clear();
    },
  });
  const form = useRef<HTMLFormElement>(null);
  const answers = handedIn?.answers ?? parseAnswers(kept.text);
  return (
    <Loaded answer={quiz}>
      {({ version, attempt, questions: asked }) => {
        const questions = handedIn?.questions ?? asked;
        const given = answersTo(questions, answers);
        const missing = questions.length - Object.keys(given).length;
        return (
          <form
            ref={form}
            tabIndex={-1}
            className={styles.quiz}
            onSubmit={(event) => {
              event.preventDefault();
              take.mutate(
                { params: { key: course.key }, body: { version, attempt, answers: given } },
                {
                  // The questions may be others by now; answers to those that are the same stay.
                  onError: () => void quiz.refetch(),
                },
              );
            }}
          >
            <DraftNotice at={handedIn ? null : kept.restoredAt} discard={() => kept.clear()} />
            {questions.map((question, place) => (
              <div key={question.id}>
                <QuizQuestion
                  question={question}
                  label={`${place + 1}. ${question.ask}`}
                  answer={answerTo(question, answers)}
                  change={(answer) => {
                    const { [question.id]: _, ...others } = answers;
                    kept.change(JSON.stringify(answer === null ? others : { ...others, [question.id]: answer }));
                  }}
                  disabled={handedIn !== null}
                />
                {handedIn?.result.answers
                  .filter(({ questionId }) => questionId === question.id)
                  .map(({ questionId, isRight, because }) => (
                    <Mark key={questionId} isRight={isRight} because={because} />
                  ))}
              </div>
            ))}
            {take.error && <ErrorState error={take.error} />}
            {handedIn ? (
              <Outcome
                course={course}
                result={handedIn.result}
                again={() => {
                  take.reset();
                  setHandedIn(null);
                  form.current?.scrollIntoView();
                  form.current?.focus({ preventScroll: true });
                }}
              />
            ) : (
              <div className={styles.row}>
                <Button type="submit" loading={take.isPending} disabled={missing > 0}>
                  Submit answers
                </Button>
                {missing > 0 && (
                  <span className="muted">
                    {missing} of {questions.length} not answered yet
                  </span>
                )}
              </div>
            )}
          </form>
        );
      }}
    </Loaded>
  );
}

/** The button that had the focus is gone. */
const focus = (element: HTMLElement | null) => element?.focus();

function Outcome({ course, result, again }: { course: Course; result: Result; again: () => void }) {
  const { passed, right, asked, practice, certificate, attemptsLeft } = result;
  const isPracticeMissing = passed && !isPractised(practice);
  return (
    <div role="status" className={styles.stack}>
      <p className={styles.big} tabIndex={-1} ref={focus}>
        {passed ? (isPracticeMissing ? 'Quiz passed' : 'Passed') : 'Not passed'}: {right} of {asked}
      </p>
      {isPracticeMissing && (
        <div>
          <p>The certificate is issued automatically once the practical part is done.</p>
          <PracticalPart practice={practice} />
        </div>
      )}
      {certificate && <a href={paths.certificate(course.key)}>View certificate</a>}
      {!passed && (
        <div>
          <Button variant="default" type="button" disabled={attemptsLeft === 0} onClick={again}>
            Try again ({attemptsLeft} left today)
          </Button>
        </div>
      )}
    </div>
  );
}
