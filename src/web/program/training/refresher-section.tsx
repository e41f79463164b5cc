import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { answerRefresher, readRefresher } from '../../../contract/program/training.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { Section } from '../../ui/screen/section.tsx';
import styles from '../program.module.css';
import { Mark } from './mark.tsx';
import { type Answers, answerTo } from './quiz-answers.ts';
import { QuizQuestion } from './quiz-question.tsx';

type Asked = OutputOf<typeof readRefresher>['questions'][number];

/** This week's questions of courses that I have passed, one after the other. */
export function RefresherSection() {
  const { data, refetch } = useEndpoint(readRefresher, {}, { follows: ['person'] });
  /** The one that is being answered stays until the next is asked for. */
  const [held, setHeld] = useState<Asked | null>(null);
  const [marked, setMarked] = useState<OutputOf<typeof answerRefresher> | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const check = useAction(answerRefresher, { changes: [readRefresher] });
  const question = held ?? data?.questions[0];
  const next = () => {
    setHeld(null);
    setMarked(null);
    setAnswers({});
    void refetch();
  };
  if (!data?.hasPassed) return null;
  if (!question)
    return (
      <Section title="This week’s questions">
        <p className="muted">
          {data.answered === 0
            ? 'No questions this week: you got the last ones right, and they come back later.'
            : `Done for this week: ${data.right} of ${data.answered} correct. Questions you got wrong come back next week.`}
        </p>
      </Section>
    );
  const answer = answerTo(question, answers);
  const { courseKey, courseTitle, version, id: questionId } = question;
  const hasMore = data.questions.some((one) => one.id !== questionId || one.courseKey !== courseKey);
  return (
    <Section title="This week’s questions">
      <div className={styles.quiz}>
        <p className="muted">
          From <a href={paths.course(courseKey)}>{courseTitle}</a>, which you have passed. Questions you get right come
          back less and less often.
        </p>
        <div>
          <QuizQuestion
            key={`${courseKey} ${questionId}`}
            question={question}
            label={question.ask}
            answer={answer}
            change={(given) => {
              setHeld(question);
              setAnswers(given === null ? {} : { [questionId]: given });
            }}
            disabled={marked !== null}
          />
          {marked && <Mark isRight={marked.isRight} because={marked.because} />}
        </div>
        <div>
          {marked ? (
            <Button variant="default" onClick={next}>
              {hasMore ? 'Next question' : 'Done'}
            </Button>
          ) : (
            <Button
              variant="default"
              loading={check.isPending}
              disabled={answer === null}
              onClick={() => {
                setHeld(question);
                check.mutate(
                  { body: { courseKey, questionId, version, answer: answer! } },
                  {
                    onSuccess: setMarked,
                    onError(error) {
                      sayRefusal(error);
                      next();
                    },
                  },
                );
              }}
            >
              Check answer
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
