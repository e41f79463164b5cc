import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { readProgram } from '../../../contract/program/program.ts';
import { type Course, listCertified, listCourses, readQuiz, takeQuiz } from '../../../contract/program/training.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';

/** All questions of a quiz; submitted together, then marked. */
export function Quiz({ course }: { course: Course }) {
  const quiz = useEndpoint(readQuiz, { params: { key: course.key } });
  const [answers, setAnswers] = useState<Record<string, number>>({});
  const take = useAction(takeQuiz, { changes: [listCourses, listCertified, readProgram] });
  const result = take.data;
  return (
    <Loaded answer={quiz}>
      {({ questions }) => (
        <form
          className={styles.question}
          onSubmit={(event) => {
            event.preventDefault();
            take.mutate({ params: { key: course.key }, body: { answers } }, { onError: () => {} });
          }}
        >
          {questions.map((question, index) => {
            const marked = result?.answers.find(({ questionId }) => questionId === question.id);
            return (
              <Radio.Group
                key={question.id}
                label={`${index + 1}. ${question.ask}`}
                value={question.id in answers ? String(answers[question.id]) : null}
                onChange={(value) => setAnswers({ ...answers, [question.id]: Number(value) })}
              >
                {question.options.map((option, number) => (
                  <Radio key={option} value={String(number)} label={option} mt={8} disabled={result !== undefined} />
                ))}
                {marked && (
                  <p>
                    <Badge
                      tone={marked.isRight ? 'resolved' : 'sev2'}
                      glyph={marked.isRight ? 'check' : 'triangle'}
                      look="plain"
                    >
                      {marked.isRight ? 'Correct' : 'Incorrect'}
                    </Badge>{' '}
                    {marked.because}
                  </p>
                )}
              </Radio.Group>
            );
          })}
          {take.error && <ErrorState error={take.error} />}
          {result ? (
            <div role="status">
              <p className={styles.big}>
                {result.passed ? 'Passed' : 'Not passed'}: {result.right} of {result.asked}
              </p>
              {result.certificate && <a href={paths.certificate(course.key)}>View certificate</a>}
              {!result.passed && (
                <Button
                  variant="default"
                  type="button"
                  disabled={result.attemptsLeft === 0}
                  onClick={() => {
                    take.reset();
                    setAnswers({});
                  }}
                >
                  Try again ({result.attemptsLeft} left today)
                </Button>
              )}
            </div>
          ) : (
            <div>
              <Button type="submit" loading={take.isPending} disabled={Object.keys(answers).length < questions.length}>
                Submit answers
              </Button>
            </div>
          )}
        </form>
      )}
    </Loaded>
  );
}
